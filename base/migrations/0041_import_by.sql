-- Who imported, what was only tried, and how many rows were new or changed.

alter table import_run add column account_id bigint not null default 0; -- 0 = a command, or before this was kept
alter table import_run add column who text not null default '';         -- of a command: who was signed in on the server
alter table import_run add column added bigint not null default 0;
alter table import_run add column changed bigint not null default 0;
alter table import_run drop constraint import_run_state_check;
alter table import_run add constraint import_run_state_check check (state in ('imported', 'tried', 'faulty'));
