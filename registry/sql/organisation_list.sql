-- Organisations. $1 county ('' = any), $2 kind ('' = any), $3 id to begin after, $4 limit, $5 state ('' = active and suspended), $6 part of the name ('' =
-- any).
-- Columns: organisation_id, code, kind, name, uscc, county_code, county_name, township_code, village_code, state. Index: organisation_county, primary key without a county.
select id as organisation_id, code, kind, name, uscc, county_code,
    coalesce((select r.name from region r where r.code = county_code and r.level = 3), '') as county_name, township_code, village_code, state
from organisation
where ($1 = '' or county_code = $1) and ($2 = '' or kind = $2) and id > $3 and (state = $5 or $5 = '' and state in ('active', 'suspended'))
    and ($6 = '' or strpos(name, $6) > 0)
order by id
limit $4
