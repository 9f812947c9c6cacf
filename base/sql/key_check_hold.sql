-- Whether a key may still be written under; it stays so until this transaction ends. $1 its number. Columns: is_left. Index: key_check primary key.
select left_at is not null as is_left
from key_check
where key_id = $1::bigint::smallint
for share
