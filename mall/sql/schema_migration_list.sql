-- Columns: number, name, checksum of each applied migration, by number. Primary key.
select number, name, checksum
from schema_migration
order by number
