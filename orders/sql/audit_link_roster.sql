-- Rosters with a place that is not in their plan. $1 from which id on. Columns: subject, detail.
select 'roster:' || r.id as subject, 'place ' || p.place || ' is not in its plan' as detail from roster r
join roster_place p on p.roster_id = r.id and p.county_code = r.county_code
where r.id >= $1 and not exists (select 1 from benefit_share s where s.plan_id = r.plan_id and s.county_code = r.county_code and s.pool_no = r.pool_no and s.household_id = p.household_id)
limit 20
