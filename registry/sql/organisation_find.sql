-- An organisation. $1 id. Columns: id, code, kind, name, uscc, county_code, village_code, state, township_code. Index: organisation primary key.
select id, code, kind, name, uscc, county_code, village_code, state, township_code
from organisation
where id = $1
