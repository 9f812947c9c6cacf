-- Takes a past year's partitions out of their tables. $1 year. Columns: tables.
select partition_detach($1::int) as tables
