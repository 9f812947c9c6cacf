-- Applied migrations by number. Primary key.
-- Columns: number, name, checksum.
select number, name, checksum
from schema_migration
order by number
