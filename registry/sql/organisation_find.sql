-- An organisation. $1 id. Columns: id, code, kind, name, uscc, county_code, village_code, state. Index: organisation primary key.
select id, code, kind, name, uscc, county_code, village_code, state
from organisation
where id = $1
