-- Tables that are only tried, and what becomes of each row.

alter table import_upload drop constraint import_upload_mode_check;
alter table import_upload add constraint import_upload_mode_check check (mode in ('whole', 'good', 'try')); -- try = as good, and taken back
alter table import_upload add column added bigint not null default 0;
alter table import_upload add column changed bigint not null default 0;
alter table import_upload add column same bigint not null default 0;
alter table import_upload add column notice_count bigint not null default 0;

-- The first rows and what became of each, in the order of the file; which columns changed, never to what.
create table import_upload_row (
    upload_id bigint not null references import_upload on delete cascade,
    place     int not null,
    row_no    bigint not null,
    outcome   text not null check (outcome in ('added', 'changed', 'same', 'notice')),
    columns   text not null default '', -- names with commas between
    message   text not null default '', -- of a notice
    primary key (upload_id, place)
);
grant select, insert, delete on import_upload_row to mall_app;
