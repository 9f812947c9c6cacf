-- Links to judge: :links households of the snapshot become shares of plans that are on sale in their county, spread over its producers. Run by a superuser.
with plan as (
    select v.plan_id, l.county_code, b.pool_no, row_number() over (partition by l.county_code order by v.plan_id) as place, count(*) over (partition by l.county_code) as plans
    from listing_version v
    join listing l on l.id = v.listing_id and l.county_code = v.county_code
    join benefit_pool b on b.plan_id = v.plan_id and b.county_code = v.county_code and b.pool_no = 1
    where v.state = 'on_sale'
), home as (
    select h.id, h.county_code, row_number() over (partition by h.county_code order by h.id) as place
    from (select k.id, k.county_code from household k
          where k.county_code in (select county_code from plan) and exists (select 1 from household_version w where w.household_id = k.id and w.county_code = k.county_code)
          order by k.id limit :links) h
)
insert into benefit_share (plan_id, county_code, pool_no, household_id, weight)
select p.plan_id, p.county_code, p.pool_no, h.id, 1
from home h
join plan p on p.county_code = h.county_code and p.place = 1 + h.place % p.plans;
