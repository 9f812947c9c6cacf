-- Beginnings that are known before their day: a code that is new, lives again, or is called otherwise or lies elsewhere from a day on. Until then nothing of it is in force, and on that day
-- timed work brings it in (registry/region_coming.h).
create table region_beginning (
    code        text not null,
    level       smallint not null check (level between 1 and 5),
    parent_code text not null,
    name        text not null,
    pickable    boolean not null,
    begins_on   date not null, -- the first day on which it is so
    noted_at    timestamptz not null default now(),
    primary key (code, level)
);
grant select, insert, update, delete on region_beginning to mall_app;

-- The whole name of a place as it is now: levels that are only a step are left out, and a village whose name says its township says it once.
create function region_path(of_code text, of_level bigint) returns text language sql stable
    return (
        with recursive chain as (
            select code, level, parent_code, name, pickable from region where code = of_code and level = of_level
            union all
            select r.code, r.level, r.parent_code, r.name, r.pickable
            from chain c
            join region r on r.code = c.parent_code and r.level = c.level - 1
        )
        select coalesce(string_agg(c.name, '' order by c.level), '')
        from chain c
        where c.pickable and c.code <> c.parent_code
            and not (c.level = 4 and exists (select 1 from chain v where v.level = 5 and starts_with(v.name, c.name)))
    );
grant execute on function region_path(text, bigint) to mall_app;
