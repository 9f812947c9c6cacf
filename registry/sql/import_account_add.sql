-- Makes accounts. $1 ids, $2 hashes of phones, $3 sealed phones, $4 names. Columns: none.
insert into account (id, phone_hash, phone_sealed, display_name)
select id, phone_hash, phone_sealed, display_name
from unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::text[]) as t (id, phone_hash, phone_sealed, display_name)
