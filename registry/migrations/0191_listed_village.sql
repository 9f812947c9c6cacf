-- Poor villages by the lists that counties bring in (registry/import_listed_village.c). From the first day on a village counts, until the day on which it does not any more; one that has left
-- poverty counts on as long as its county gives no such day.
create table listed_village (
    county_code  text not null,
    village_code text not null,
    name         text not null,
    valid_from   date not null,
    valid_to     date,  -- the first day on which it does not count; null = it counts on
    constraint listed_village_pkey primary key (county_code, village_code, valid_from),
    constraint listed_village_county check (left(village_code, 6) = county_code),
    constraint listed_village_days check (valid_to > valid_from)
);
grant select, insert, update, delete on listed_village to mall_app;

-- Counties that have brought in a list, and when it was changed last.
create table village_list (
    county_code text not null,
    changed_at  timestamptz not null,
    constraint village_list_pkey primary key (county_code)
);
grant select, insert, update on village_list to mall_app;
