-- The list of applied migrations. Made before the first of them, hence no migration itself. Columns: none.
create table if not exists schema_migration (
    number     int primary key,
    name       text not null,
    checksum   text not null,
    applied_at timestamptz not null default now()
)
