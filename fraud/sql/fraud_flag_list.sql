-- Flags of a county, newest first. $1 county, $2 states, $3 kind ('' = any), $4 below which id, $5 at most, $6 one alone (0 = all).
-- Columns: flag_id, county_code, kind, state, household_id, household_name, household_state, village_code, organisation_id, organisation_name, organisation_state, evidence,
-- raised_at, found_at, decided_at, decided_by_name, reason, follows. Index: fraud_flag_state_of, fraud_flag primary key, household and organisation primary key.
select f.id as flag_id, f.county_code, f.kind, f.state, f.household_id, coalesce(h.pseudonym, '') as household_name, coalesce(h.state, '') as household_state,
    coalesce(h.village_code, '') as village_code, f.organisation_id, coalesce(o.name, '') as organisation_name, coalesce(o.state, '') as organisation_state, f.evidence,
    f.raised_at, f.found_at, f.decided_at, coalesce(a.display_name, '') as decided_by_name, f.reason, f.follows
from fraud_flag f
left join household h on h.id = f.household_id and h.county_code = f.county_code
left join organisation o on o.id = f.organisation_id and o.county_code = f.county_code
left join account a on a.id = f.decided_by
where f.county_code = $1::text and f.state = any ($2::text[]) and ($3::text = '' or f.kind = $3::text) and f.id < $4::bigint and ($6::bigint = 0 or f.id = $6::bigint)
order by f.id desc
limit $5::bigint
