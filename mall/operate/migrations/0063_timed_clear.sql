-- When a piece of timed work last came to where nothing was left to do.
alter table timed_run add column clear_at timestamptz not null default now();
