-- Two codes of one level, kept as they are while what uses the one goes to the other. $1 code, $2 code to go to, $3 level. Columns: code, lives. Index: region primary key.
select code, valid_to is null as lives
from region
where code in ($1, $2) and level = $3::bigint
for share
