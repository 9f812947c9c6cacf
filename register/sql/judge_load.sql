-- What the rules need of links. $1 households, $2 their counties, $3 producers. Columns: place (from 1), state, village_code, version_id (0 = the register told nothing),
-- facts_sealed, head_no, head_name_sealed, head_id_hash, linked_on, by_wage, has_list (the county has one of poor villages),
-- is_listed (on the day of the link), has_plan, is_twice, verdict_id (null = none stands), verdict_version_id, verdict_rules, verdict_is_cleared,
-- is_older (than the newest version that names the household was handed in), is_held (because of the register).
-- Index: village_list primary key, listed_village primary key, listing_version_no_unique, household primary key, household_version_now, household_member_no_unique, benefit_share_household, register_verdict_now, benefit_link_unique.
select w.place, h.state, h.village_code, coalesce(v.id, 0) as version_id, v.facts_sealed, m.member_no as head_no, m.name_sealed as head_name_sealed,
       m.id_number_hash as head_id_hash, k.linked_on, coalesce(k.by_wage, false) as by_wage,
       exists (select 1 from village_list x where x.county_code = h.county_code) as has_list,
       exists (select 1 from listed_village x
               where x.county_code = h.county_code and x.village_code = h.village_code
                 and x.valid_from <= coalesce(k.linked_at, now() at time zone 'Asia/Shanghai')::date
                 and (x.valid_to is null or x.valid_to > coalesce(k.linked_at, now() at time zone 'Asia/Shanghai')::date)) as is_listed,
       coalesce(t.kinds > 0, false) as has_plan, coalesce(t.most > 1, false) as is_twice, d.id as verdict_id, d.version_id as verdict_version_id, d.rules as verdict_rules,
       d.cleared_at is not null as verdict_is_cleared, coalesce(d.judged_at < t.submitted_at, false) as is_older, coalesce('register' = any (b.causes), false) as is_held
from (select unnest($1::bigint[]) as household_id, unnest($2::text[]) as county_code, unnest($3::bigint[]) as producer_id,
             generate_series(1, cardinality($1::bigint[])) as place) w
join household h on h.id = w.household_id and h.county_code = w.county_code
left join household_version v on v.household_id = h.id and v.county_code = h.county_code and v.valid_to is null
left join lateral (select member_no, name_sealed, id_number_hash from household_member i
                   where i.household_id = h.id and i.county_code = h.county_code and i.relation = '户主' order by member_no limit 1) m on true
left join lateral (select min(p.created_at) at time zone 'Asia/Shanghai' as linked_at, to_char(min(p.created_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as linked_on, bool_or(b.kind = 'wage') as by_wage
                   from benefit_share s
                   join benefit_plan p on p.id = s.plan_id and p.county_code = s.county_code
                   join benefit_pool b on b.plan_id = s.plan_id and b.pool_no = s.pool_no and b.county_code = s.county_code
                   join listing l on l.id = p.listing_id and l.county_code = p.county_code
                   where s.household_id = h.id and s.county_code = h.county_code and l.producer_id = w.producer_id) k on true
left join lateral (select count(*) as kinds, max(i.times) as most, max(i.submitted_at) as submitted_at
                   from (select count(distinct s.pool_no) as times, max(v.submitted_at) as submitted_at
                         from benefit_share s
                         join benefit_plan p on p.id = s.plan_id and p.county_code = s.county_code
                         join benefit_pool b on b.plan_id = s.plan_id and b.pool_no = s.pool_no and b.county_code = s.county_code
                         join listing l on l.id = p.listing_id and l.county_code = p.county_code
                         join listing_version v on v.listing_id = l.id and v.plan_id = p.id and v.county_code = l.county_code
                         where s.household_id = h.id and s.county_code = h.county_code and l.producer_id = w.producer_id
                           and v.state in ('submitted', 'township_checked', 'county_approved', 'publicised', 'on_sale')
                         group by s.plan_id, b.kind) i) t on true
left join register_verdict d on d.household_id = h.id and d.producer_id = w.producer_id and d.county_code = h.county_code and d.until is null
left join benefit_link b on b.household_id = h.id and b.producer_id = w.producer_id and b.county_code = h.county_code
order by w.place
