-- How far the walk over households has come that finds incomes to tell the register, and the day for which it came to the end.
alter table register_state add column income_after bigint not null default 0;
alter table register_state add column income_day date;
