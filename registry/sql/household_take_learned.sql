-- Of how many households that are about to be taken over the register only says more than was known: no version came before, nothing that was known is otherwise, and their members are the same;
-- who has left counted no more. $1 run, $2 after line, $3 to line, $4 hash of no phone. Columns: households, members (of whom a phone is new and nothing else).
-- Index: household_stage primary key, household_stage_member primary key, household primary key, household_version_now, household_member primary key, household_member_no_unique.
select count(*) filter (where n.is_known) as households, coalesce(sum(n.phones), 0)::bigint as members
from (
    select x.phones,
        (s.state = 'registered' or h.state <> 'confirmed')
            and (h.village_code, h.identified_on, h.attribute, h.family_type, h.main_cause) is not distinct from (s.village_code, s.identified_on, s.attribute, s.family_type, s.main_cause)
            and coalesce(h.phone_hash = s.phone_hash, true) and coalesce(h.bank_hash = s.bank_hash, true)
            and x.others = 0 and (s.state <> 'registered' or t.there = x.stay) and (x.fresh = 0 or t.there = 0) as is_known
    from household_stage s
    join household h on h.id = s.household_id and h.county_code = s.county_code
    cross join lateral (
        select count(*) filter (where m.what = 'changed' and m.is_learned) as phones, count(*) filter (where m.what = 'changed' and not m.is_learned) as others,
            count(*) filter (where m.what = 'new') as fresh, count(*) filter (where m.what <> 'new') as stay
        from (select p.what, (k.phone_hash is null or k.phone_hash = $4) and (k.name_hash, k.relation, k.labour) is not distinct from (p.name_hash, p.relation, p.labour) as is_learned
              from household_stage_member p
              left join household_member k on k.id = p.member_id and k.county_code = p.county_code
              where p.run_id = $1 and p.line_no = s.line_no and p.county_code = s.county_code) m
    ) x
    cross join lateral (select count(*) as there from household_member k where k.household_id = s.household_id and k.county_code = s.county_code) t
    where s.run_id = $1 and s.line_no > $2 and s.line_no <= $3 and s.what = 'changed'
        and not exists (select from household_version v where v.household_id = s.household_id and v.county_code = s.county_code)
) n
