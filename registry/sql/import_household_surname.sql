-- The pseudonym becomes surname and number in the village. $1 households, $2 surnames of their heads. Columns: none. Index: household primary key.
update household h
set pseudonym = t.surname || '家' || h.pseudonym
from unnest($1::bigint[], $2::text[]) as t (id, surname)
where h.id = t.id
