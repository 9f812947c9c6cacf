-- The pseudonym becomes surname and number in the village. $1 households, $2 surnames of their heads. Columns: none. Index: household primary key.
update household h
set pseudonym = t.surname || '家' || h.pseudonym
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as surname) t
where h.id = t.id
