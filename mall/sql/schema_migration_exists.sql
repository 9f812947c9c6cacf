-- Whether the list of applied migrations is there. Columns: there.
select to_regclass('schema_migration') is not null as there
