-- The producers whose plans name a household, with what stands between them. $1 household. Columns: producer_id, producer_name, kinds (comma between), first_at (of the oldest plan), plans, state.
-- Index: benefit_share_household, benefit_pool primary key, benefit_plan primary key, listing primary key, organisation primary key, benefit_link_unique.
select n.producer_id, o.name as producer_name, n.kinds, n.first_at, n.plans, coalesce(l.state, 'free') as state
from (select g.producer_id, g.county_code, string_agg(distinct b.kind, ',') as kinds, min(p.created_at) as first_at, count(distinct p.id) as plans
      from benefit_share s
      join benefit_pool b on b.plan_id = s.plan_id and b.pool_no = s.pool_no and b.county_code = s.county_code
      join benefit_plan p on p.id = s.plan_id and p.county_code = s.county_code
      join listing g on g.id = p.listing_id and g.county_code = s.county_code
      where s.household_id = $1
      group by g.producer_id, g.county_code) n
join organisation o on o.id = n.producer_id and o.county_code = n.county_code
left join benefit_link l on l.household_id = $1 and l.producer_id = n.producer_id and l.county_code = n.county_code
order by n.first_at
limit 500
