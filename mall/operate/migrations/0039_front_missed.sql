-- A worker tells when a proxy speaks for others and no setting names it: limits of one address are then those of everybody.

alter table worker_beat add column front_missed boolean not null default false;
