-- Holds lines, in their order. $1 lines. Columns: payout_id, run_id, county_code, household_id, amount_fen, state, reasons (a comma between), passed (likewise), ordered_on, paid_on, bank_no.
-- Index: payout primary key.
select id as payout_id, run_id, county_code, household_id, amount_fen, state, array_to_string(reasons, ',') as reasons, array_to_string(passed, ',') as passed,
    to_char(ordered_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as ordered_on, to_char(paid_on, 'YYYY-MM-DD') as paid_on, bank_no
from payout
where id = any ($1::bigint[])
order by id
for update
