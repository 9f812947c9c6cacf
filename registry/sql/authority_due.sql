-- Authorities whose time is over, those that nobody confirmed in time, and those of households that are no longer on the register, locked. $1 days in which one is to be
-- confirmed, $2 at most so many. Columns: id, county_code, state, over (its last day has passed), gone (the household left the register). Index: proxy_authority_open.
select a.id, a.county_code, a.state, a.ends_on < (now() at time zone 'Asia/Shanghai')::date as over, h.state = 'removed' as gone
from proxy_authority a
cross join lateral (select k.state from household k where k.id = a.household_id and k.county_code = a.county_code limit 1) h
where a.state in ('recorded', 'in_force')
    and (a.ends_on < (now() at time zone 'Asia/Shanghai')::date or a.state = 'recorded' and a.recorded_at < now() - $1::bigint * interval '1 day' or h.state = 'removed')
order by a.ends_on
limit $2::bigint
for update of a
