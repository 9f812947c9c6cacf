-- Households of a county of which a person counted in another county's as well, the newest of these as evidence, where no flag says so yet. $1 county, $2 not asked, $3 limit.
-- Columns: household_id, organisation_id, mark, evidence. Index: household_double_county, household primary key, fraud_flag_of.
with told as (
    select d.household_id, string_agg(d.other_household_id::text, ',' order by d.other_household_id) as words,
        (array_agg(jsonb_build_object('member_no', d.member_no, 'is_later', d.is_later, 'found_at', d.found_at, 'county_code', d.other_county_code, 'county_name', coalesce(r.name, d.other_county_code),
            'household_id', d.other_household_id::text) order by d.found_at desc, d.other_household_id))[1]::text as evidence
    from household_double d
    left join region r on r.code = d.other_county_code and r.level = 3
    where d.county_code = $1::text and $2::bigint >= 0
    group by d.household_id
)
select n.household_id, 0::bigint as organisation_id, n.mark, n.evidence
from (select t.household_id, left(encode(sha256(convert_to(t.words, 'UTF8')), 'hex'), 32) as mark, t.evidence from told t) n
where not exists (select 1 from fraud_flag f where f.county_code = $1::text and f.kind = 'two_counties' and f.household_id = n.household_id and f.organisation_id = 0 and f.mark = n.mark)
order by n.household_id
limit $3
