-- Columns: whether the table schema_migration is there.
select to_regclass('schema_migration') is not null as there
