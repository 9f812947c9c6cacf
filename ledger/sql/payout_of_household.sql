-- Payouts of a household, newest first: what was ordered. $1 household, $2 below which id, $3 at most.
-- Columns: payout_id, run_id, note (of the run), amount_fen, state, planned_at (all that had matured then is in it), ordered_at, paid_on, reason, moved_at, _payee (sealed).
-- Index: payout_of_household, payout_run primary key.
select p.id as payout_id, p.run_id, r.note, p.amount_fen, p.state, p.planned_at, p.ordered_at, to_char(p.paid_on, 'YYYY-MM-DD') as paid_on, p.reason, p.moved_at, p.payee_sealed as _payee
from payout p
join payout_run r on r.id = p.run_id and r.county_code = p.county_code
where p.household_id = $1::bigint and p.state <> all ('{planned,held,left}'::text[]) and p.id < $2::bigint
order by p.id desc
limit $3::bigint
