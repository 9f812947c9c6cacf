-- What the mall knows of households of the register. $1 household numbers. Columns: household_no, id, county_code, facts_hash (null = the register never told of it),
-- change_no (as of which it did, 0 = never), said_hash (null = nothing was corrected here), _version_id, _facts, _said (sealed; null = likewise). Index: household_no_unique, household_version_now.
select h.household_no, h.id, h.county_code, v.facts_hash, coalesce(v.change_no, 0) as change_no, v.said_hash, v.id as _version_id,
    case when v.said_sealed is not null then v.facts_sealed end as _facts, v.said_sealed as _said
from household h
left join household_version v on v.household_id = h.id and v.county_code = h.county_code and v.valid_to is null
where h.household_no = any ($1::text[])
