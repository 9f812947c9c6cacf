-- How far a rotation is. $1 the key it goes to. Columns: name, last_row, last_part, seen, written, shut, done.
select name, last_row, last_part, seen, written, shut, done
from rekey_table
where key_id = $1::bigint::smallint
order by name
