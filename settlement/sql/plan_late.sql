-- Counties with income that matured so many days ago, and no run since. $1 days, $2 at most. Columns: county_code.
-- Index: region_upper, household_sum_key, payout_run_of.
select s.county_code
from region g
cross join lateral (select h.county_code from household_sum h where h.county_code = g.code limit 1) s
where g.level = 3
    and not exists (select 1 from payout_run r
                    where r.county_code = s.county_code and (r.state in ('preparing', 'prepared', 'releasing') or r.created_at > now() - make_interval(days => $1::int)))
    and exists (select 1 from maturity m
                where m.county_code = s.county_code and m.matured_at < now() - make_interval(days => $1::int)
                    and m.matured_at > coalesce((select max(r.prepared_at) from payout_run r where r.county_code = m.county_code and r.state in ('released', 'closed')), '-infinity'))
order by s.county_code
limit $2
