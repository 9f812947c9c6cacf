-- Makes accounts. $1 ids, $2 hashes of phones, $3 sealed phones, $4 names. Columns: none.
insert into account (id, phone_hash, phone_sealed, display_name)
select id, phone_hash, phone_sealed, display_name
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as phone_hash, unnest($3::bytea[]) as phone_sealed, unnest($4::text[]) as display_name) t
