-- What the register says of some households of a county that count, drawn alike each time. $1 county, $2 at most. Columns: version_id, facts_sealed. Index: household_village, household_version_now.
select v.id as version_id, v.facts_sealed
from (select h.id, h.county_code from household h where h.county_code = $1::text and h.state = 'confirmed' order by hashint8(h.id), h.id limit $2) n
join household_version v on v.household_id = n.id and v.county_code = n.county_code and v.valid_to is null
