-- Runs whose sums are not those of their lines. Columns: subject, detail. Index: payout_run_sum_key.
select 'payout_run:' || coalesce(s.run_id, p.run_id) as subject,
    coalesce(s.state, p.state) || ' kept ' || concat_ws('/', coalesce(s.households, 0), coalesce(s.amount_fen, 0)) || ' lines ' || concat_ws('/', coalesce(p.households, 0), coalesce(p.amount_fen, 0)) as detail
from payout_run_sum s
full join (select q.run_id, q.county_code, q.state, count(*) as households, sum(q.amount_fen) as amount_fen
           from payout q
           group by q.run_id, q.county_code, q.state) p on p.run_id = s.run_id and p.state = s.state and p.county_code = s.county_code
where (coalesce(s.households, 0), coalesce(s.amount_fen, 0)) is distinct from (coalesce(p.households, 0), coalesce(p.amount_fen, 0))
limit 20
