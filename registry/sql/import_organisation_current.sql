-- Organisations as they stand, by their codes. $1 codes. Columns: code, id, name, township_code, village_code, contact_sealed. Index: organisation_code_unique.
select code, id, name, township_code, village_code, contact_sealed
from organisation
where code = any ($1::text[])
