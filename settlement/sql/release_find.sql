-- What a release is held against. $1 run, $2 who releases it. Columns: households, amount_fen (that would go out), has_passed (lines that this account let pass).
-- Index: payout_run_sum_key, payout_of_run.
select coalesce(sum(s.households), 0)::bigint as households, coalesce(sum(s.amount_fen), 0)::bigint as amount_fen,
    coalesce(bool_or(exists (select 1 from payout p where p.run_id = s.run_id and p.county_code = s.county_code and p.state = 'planned' and p.passed_by = $2::bigint)), false) as has_passed
from payout_run_sum s
where s.run_id = $1::bigint and s.state = 'planned'
