-- Organisations that are active or suspended. $1 county ('' = any), $2 kind ('' = any), $3 id to begin after, $4 limit.
-- Columns: id, code, kind, name, uscc, county_code, township_code, village_code, state. Index: organisation_county, primary key without a county.
select id, code, kind, name, uscc, county_code, township_code, village_code, state
from organisation
where ($1 = '' or county_code = $1) and ($2 = '' or kind = $2) and id > $3 and state in ('active', 'suspended')
order by id
limit $4
