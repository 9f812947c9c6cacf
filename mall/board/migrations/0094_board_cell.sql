-- What the board tells of households' income, counted and summed by its rows, so that an edition is made of a few rows whatever was told before.
create table board_cell (
    dimension            text not null check (dimension in ('total', 'county', 'month', 'kind')),
    key                  text not null,
    households           bigint not null,   -- distinct, with anything that is not withheld
    earning_households   bigint not null,   -- of them, with more than what the seller bore
    accrued_households   bigint not null,
    accrued_fen          bigint not null,
    matured_households   bigint not null,
    matured_fen          bigint not null,
    borne_households     bigint not null,
    borne_fen            bigint not null,
    withheld_households  bigint not null,
    withheld_fen         bigint not null,
    primary key (dimension, key)
);
grant select, insert, update on board_cell to mall_app;

-- How the rows of board_income make cells: one row a cell and household.
create view board_share as
select d.dimension, d.key, b.county_code, b.household_id, bool_or(b.step <> 'withheld') as has_any, bool_or(b.step in ('accrued', 'matured')) as has_earned,
    bool_or(b.step = 'accrued') as has_accrued, bool_or(b.step = 'matured') as has_matured, bool_or(b.step = 'borne') as has_borne, bool_or(b.step = 'withheld') as has_withheld,
    coalesce(sum(b.fen) filter (where b.step = 'accrued'), 0)::bigint as accrued_fen, coalesce(sum(b.fen) filter (where b.step = 'matured'), 0)::bigint as matured_fen,
    coalesce(sum(b.fen) filter (where b.step = 'borne'), 0)::bigint as borne_fen, coalesce(sum(b.fen) filter (where b.step = 'withheld'), 0)::bigint as withheld_fen
from board_income b
cross join lateral (values ('total', ''), ('county', b.county_code), ('month', b.month), ('kind', b.kind)) as d (dimension, key)
group by d.dimension, d.key, b.county_code, b.household_id;
grant select on board_share to mall_app;

insert into board_cell (dimension, key, households, earning_households, accrued_households, accrued_fen, matured_households, matured_fen, borne_households, borne_fen, withheld_households,
    withheld_fen)
select s.dimension, s.key, count(*) filter (where s.has_any), count(*) filter (where s.has_earned), count(*) filter (where s.has_accrued), sum(s.accrued_fen),
    count(*) filter (where s.has_matured), sum(s.matured_fen), count(*) filter (where s.has_borne), sum(s.borne_fen), count(*) filter (where s.has_withheld), sum(s.withheld_fen)
from board_share s
group by s.dimension, s.key;

-- What is told of months that have no sums any more is looked at as well.
insert into household_moved (household_id, month, kind, county_code)
select distinct b.household_id, b.month, b.kind, b.county_code
from board_income b
on conflict on constraint household_moved_key do nothing;

-- Who is making a board; one that could not be made is remembered, so that not every worker tries again at once.
create table board_making (
    step_s     bigint not null,
    min_group  bigint not null,
    began_at   timestamptz,                  -- null = nobody is making one
    failed_at  timestamptz,                  -- null = the last one was made
    error      text not null default '',
    tries      bigint not null default 0,    -- that failed since
    primary key (step_s, min_group)
);
grant select, insert, update on board_making to mall_app;
