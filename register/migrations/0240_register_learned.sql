-- Households of which a snapshot only said more than was known, and members: until now they stood among those that changed.
alter table register_run add column learned_households bigint not null default 0;
alter table register_run add column learned_members bigint not null default 0;
