-- Puts a year's partitions back where they were. $1 year. Columns: tables.
select partition_attach($1::int) as tables
