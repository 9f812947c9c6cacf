-- A code of the division is valid for a time: one that died stays, says since when, and what followed. Days are the first of a state: a code is valid from valid_from on and not
-- any more on valid_to. 2000-01-01 means that nobody said since when.
alter table region add constraint region_ends_later check (valid_to > valid_from);
alter table region add constraint region_successor_of_ended check (successor_code is null or valid_to is not null);
-- What was: the codes that ended, and who follows whom.
create index region_ended on region (code, level) where valid_to is not null;
create index region_successor on region (successor_code, level) where successor_code is not null;
-- What people type.
create index region_name on region (name, code);

-- What a code was before: under another name, below another place, or before it was given out again.
create table region_past (
    code           text not null,
    level          smallint not null check (level between 1 and 5),
    parent_code    text not null,
    name           text not null,
    pickable       boolean not null,
    valid_from     date not null,
    valid_to       date not null check (valid_to > valid_from),
    successor_code text,
    primary key (code, level, valid_from)
);
create index region_past_parent on region_past (parent_code, level);
create index region_past_name on region_past (name, code);
grant select, insert on region_past to mall_app;

-- All there is and was, for questions about a day.
create view region_ever as
select code, level, parent_code, name, pickable, valid_from, valid_to, successor_code from region
union all
select code, level, parent_code, name, pickable, valid_from, valid_to, successor_code from region_past;
grant select on region_ever to mall_app;

-- The rows of a file on their way in: a file is looked at as a whole, and country-wide it has 670,000 rows. Empty but for imports under way, and of no use after a crash.
create unlogged table region_import (
    import_id      bigint not null,
    row_no         bigint not null,
    code           text not null,
    level          smallint not null,
    parent_code    text not null,
    name           text not null,
    pickable       boolean not null,
    valid_from     date,
    valid_to       date,
    successor_code text
);
create index region_import_row on region_import (import_id, row_no);
grant select, insert, delete on region_import to mall_app;

-- Counties from 71 to 79 of a prefecture stand in the statistical list only (development zones and the like): the civil administration has no such county.
create function region_is_statistical(code text) returns boolean language sql immutable
    return substr(code, 5, 1) = '7' and substr(code, 6, 1) between '1' and '9';
grant execute on function region_is_statistical(text) to mall_app;

-- Places that a person brought from a dead code to a living one.
create table region_move (
    id            bigint primary key,
    county_code   text not null,
    code          text not null,
    to_code       text not null,
    households    bigint not null,
    organisations bigint not null,
    addresses     bigint not null,
    reason        text not null,
    account_id    bigint not null references account,
    moved_at      timestamptz not null default now()
);
create index region_move_code on region_move (code, id);
grant select, insert on region_move to mall_app;
create index address_region on address (region_code);
