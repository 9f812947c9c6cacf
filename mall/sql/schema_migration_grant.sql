-- The application's role compares the list with what the program holds when it starts. Columns: none.
grant select on schema_migration to mall_app
