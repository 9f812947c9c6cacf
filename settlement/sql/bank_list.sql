-- Lines of a run that the bank is to pay, by id. $1 run, $2 behind which id, $3 at most. Columns: payout_id, county_code, household_id, amount_fen, _payee (sealed), remark.
-- Index: payout_of_run, payout_run primary key.
select p.id as payout_id, p.county_code, p.household_id, p.amount_fen, p.payee_sealed as _payee, r.note as remark
from payout p
join payout_run r on r.id = p.run_id and r.county_code = p.county_code
where p.run_id = $1::bigint and p.state = 'ordered' and p.id > $2::bigint
order by p.id
limit $3::bigint
