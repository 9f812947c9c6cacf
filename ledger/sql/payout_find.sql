-- One line. $1 line. Columns: payout_id, run_id, county_code, household_id, pseudonym, household_state, village_code, village_name, amount_fen, state, reasons (a comma between), passed (likewise), passed_by_name,
-- ordered_at, paid_on, bank_no, reason, moved_at, planned_at, compared_at, snapshot_id, change_no, verdicts (a comma between), _payee (sealed).
-- Index: payout primary key, household primary key, account primary key.
select p.id as payout_id, p.run_id, p.county_code, p.household_id, h.pseudonym, h.state as household_state, h.village_code, coalesce(g.name, '') as village_name, p.amount_fen, p.state,
    array_to_string(p.reasons, ',') as reasons, array_to_string(p.passed, ',') as passed, coalesce(a.display_name, '') as passed_by_name, p.ordered_at,
    to_char(p.paid_on, 'YYYY-MM-DD') as paid_on, p.bank_no, p.reason, p.moved_at, p.planned_at, p.compared_at, p.snapshot_id, p.change_no, array_to_string(p.verdicts, ',') as verdicts,
    p.payee_sealed as _payee
from payout p
join household h on h.id = p.household_id and h.county_code = p.county_code
left join region g on g.code = h.village_code and g.level = 5
left join account a on a.id = p.passed_by
where p.id = $1
