-- What the rules need of links. $1 households, $2 their counties, $3 producers. Columns: place (from 1), state, village_code, version_id (0 = the register told nothing),
-- facts_sealed, head_no, head_name_sealed, head_id_hash, linked_on, by_wage, verdict_id (null = none stands), verdict_version_id, verdict_rules, verdict_is_cleared,
-- is_held (because of the register).
-- Index: household primary key, household_version_now, household_member_no_unique, benefit_share_household, register_verdict_now, benefit_link_unique.
select w.place, h.state, h.village_code, coalesce(v.id, 0) as version_id, v.facts_sealed, m.member_no as head_no, m.name_sealed as head_name_sealed,
       m.id_number_hash as head_id_hash, k.linked_on, coalesce(k.by_wage, false) as by_wage, d.id as verdict_id, d.version_id as verdict_version_id, d.rules as verdict_rules,
       d.cleared_at is not null as verdict_is_cleared, coalesce('register' = any (b.causes), false) as is_held
from (select unnest($1::bigint[]) as household_id, unnest($2::text[]) as county_code, unnest($3::bigint[]) as producer_id,
             generate_series(1, cardinality($1::bigint[])) as place) w
join household h on h.id = w.household_id and h.county_code = w.county_code
left join household_version v on v.household_id = h.id and v.county_code = h.county_code and v.valid_to is null
left join lateral (select member_no, name_sealed, id_number_hash from household_member i
                   where i.household_id = h.id and i.county_code = h.county_code and i.relation = '户主' order by member_no limit 1) m on true
left join lateral (select to_char(min(p.created_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as linked_on, bool_or(b.kind = 'wage') as by_wage
                   from benefit_share s
                   join benefit_plan p on p.id = s.plan_id and p.county_code = s.county_code
                   join benefit_pool b on b.plan_id = s.plan_id and b.pool_no = s.pool_no and b.county_code = s.county_code
                   join listing l on l.id = p.listing_id and l.county_code = p.county_code
                   where s.household_id = h.id and s.county_code = h.county_code and l.producer_id = w.producer_id) k on true
left join register_verdict d on d.household_id = h.id and d.producer_id = w.producer_id and d.county_code = h.county_code and d.until is null
left join benefit_link b on b.household_id = h.id and b.producer_id = w.producer_id and b.county_code = h.county_code
order by w.place
