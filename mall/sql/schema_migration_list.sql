-- Applied migrations by number. Columns: number, name, checksum. Index: schema_migration primary key.
select number, name, checksum
from schema_migration
order by number
