-- Organisations by their codes. $1 codes.
-- Columns: key (code), id, text (kind, county and village of the organisation, a blank between). Index: organisation_code_unique.
select code as key, id, concat_ws(' ', kind, county_code, village_code) as text
from organisation
where code = any ($1::text[])
