-- Programs' accounts and keys that are not as they were given, and accounts that are in force without another person's word though it was asked for. $1 stamp key.
-- Columns: subject, detail. Reads all of program and program_key: as the stamp covers every row.
select 'program:' || t.id as subject, 'does not fit its stamp' as detail
from program t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'program_key:' || t.id, 'does not fit its stamp'
from program_key t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
