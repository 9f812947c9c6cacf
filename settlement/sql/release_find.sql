-- What a release is held against. $1 run, $2 who releases it. Columns: households, amount_fen (that would go out), has_passed (lines that this account let pass).
-- Index: payout_run_sum_key, payout_of_run.
select coalesce((select s.households from payout_run_sum s where s.run_id = $1::bigint and s.state = 'planned'), 0) as households,
    coalesce((select s.amount_fen from payout_run_sum s where s.run_id = $1::bigint and s.state = 'planned'), 0) as amount_fen,
    exists (select 1 from payout p where p.run_id = $1::bigint and p.state = 'planned' and p.passed_by = $2::bigint) as has_passed
