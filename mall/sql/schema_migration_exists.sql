-- Whether the table schema_migration is there.
-- Columns: there (whether the table is).
select to_regclass('schema_migration') is not null as there
