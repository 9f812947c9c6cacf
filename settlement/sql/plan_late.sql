-- Counties with income that matured so many days ago, and no run since. $1 days, $2 at most. Columns: county_code.
-- Index: household_sum_key, payout_run_of.
with recursive county as (
    (select s.county_code from household_sum s order by s.county_code limit 1)
    union all
    select (select s.county_code from household_sum s where s.county_code > c.county_code order by s.county_code limit 1)
    from county c
    where c.county_code is not null
)
select c.county_code
from county c
where c.county_code is not null
    and not exists (select 1 from payout_run r
                    where r.county_code = c.county_code and (r.state in ('preparing', 'prepared', 'releasing') or r.created_at > now() - make_interval(days => $1::int)))
    and exists (select 1 from maturity m
                where m.county_code = c.county_code and m.matured_at < now() - make_interval(days => $1::int)
                    and m.matured_at > coalesce((select max(r.prepared_at) from payout_run r where r.county_code = c.county_code and r.state in ('released', 'closed')), '-infinity'))
order by c.county_code
limit $2
