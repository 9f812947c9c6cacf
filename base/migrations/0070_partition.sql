-- Tables by time: of years that can be moved away, and of days that are dropped whole. Which tables those are stands in a table that the owner alone writes; the functions below
-- touch no others, and take no name from anybody. Times are Beijing's.

create table partition_rule (
    table_name  text primary key,
    key_column  text not null,               -- an id, which is its time (base/id.h)
    step        text not null check (step in ('year', 'day')),
    keep_days   int check (keep_days > 0),   -- a day's partition is dropped so long after its end; null: kept
    analyzed_at timestamptz not null default now(),
    check ((step = 'day') = (keep_days is not null))
);
grant select on partition_rule to mall_app;

-- A year that lies outside its table, and between which ids it was there.
create table partition_away (
    table_name text not null references partition_rule,
    year       int not null,
    bound      text not null,
    away_since timestamptz not null default now(),
    primary key (table_name, year)
);
grant select on partition_away to mall_app;

-- The first id of a moment.
create function id_of_moment(moment timestamptz) returns bigint language sql immutable strict
    return (extract(epoch from moment) * 1000 - 1704067200000)::bigint << 22;
revoke all on function id_of_moment(timestamptz) from public;

-- The first moment of the year or day, or of the one `ahead` of it, that has the moment.
create function partition_moment(step text, moment timestamptz, ahead int) returns timestamptz language sql immutable strict
    return (date_trunc(step, moment at time zone 'Asia/Shanghai') + ahead * ('1 ' || step)::interval) at time zone 'Asia/Shanghai';
revoke all on function partition_moment(text, timestamptz, int) from public;

create function partition_name(table_name text, step text, moment timestamptz) returns text language sql stable strict
    return table_name || to_char(moment at time zone 'Asia/Shanghai', case step when 'year' then '"_y"YYYY' else '"_d"YYYYMMDD' end);
revoke all on function partition_name(text, text, timestamptz) from public;

-- A table becomes one of partitions: what it holds is the partition of this year and all before it (or this day's), as it is, without a row being copied; what comes later lands in <table>_rest until
-- there is a partition for it. Rules, defaults, foreign keys and indexes keep their names at the table. The table's functions and views, and rights, are made by who calls it. For migrations.
create function partition_begin(of_table text, of_key text, of_step text, of_keep_days int) returns void language plpgsql as $$
declare
    first_name text;
    last_id bigint;
    until timestamptz;
    one record;
begin
    if exists (select from pg_depend d where d.refclassid = 'pg_class'::regclass and d.refobjid = of_table::regclass and d.classid in ('pg_rewrite'::regclass, 'pg_proc'::regclass)) then
        raise exception 'views and functions of % would go on seeing its first part alone', of_table;
    end if;
    execute format('select max(%I) from %I', of_key, of_table) into last_id;
    -- A clock may have been ahead.
    until := partition_moment(of_step, greatest(now(), to_timestamp(((last_id >> 22) + 1704067200000) / 1000.0)), 1);
    first_name := partition_name(of_table, of_step, until - interval '1 hour');
    create temporary table partition_part on commit drop as
    select pg_get_constraintdef(c.oid) as definition, c.conname::text as name, null::text as index_name
    from pg_constraint c
    where c.conrelid = of_table::regclass and c.contype in ('p', 'u', 'f')
    union all
    select pg_get_indexdef(i.indexrelid), r.relname, r.relname
    from pg_index i
    join pg_class r on r.oid = i.indexrelid
    where i.indrelid = of_table::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'));

    execute format('alter table %I rename to %I', of_table, first_name);
    for one in select i.indexrelid::regclass as index, r.relname from pg_index i join pg_class r on r.oid = i.indexrelid where i.indrelid = first_name::regclass loop
        execute format('alter index %s rename to %I', one.index, first_name || substr(one.relname, length(of_table) + 1));
    end loop;
    execute format('create table %I (like %I including all excluding indexes) partition by range (%I)', of_table, first_name, of_key);
    for one in select * from partition_part loop
        if one.index_name is null then
            execute format('alter table %I add constraint %I %s', of_table, one.name, one.definition);
        else
            execute one.definition;
        end if;
    end loop;
    drop table partition_part;
    execute format('alter table %I attach partition %I for values from (minvalue) to (%s)', of_table, first_name, id_of_moment(until));
    execute format('create table %I partition of %I default', of_table || '_rest', of_table);
    for one in select distinct a.grantee::regrole as role from pg_class c, aclexplode(c.relacl) a where c.oid = first_name::regclass and a.grantee not in (0, c.relowner) loop
        execute format('revoke all on %I from %s', first_name, one.role);
    end loop;
    insert into partition_rule (table_name, key_column, step, keep_days) values (of_table, of_key, of_step, of_keep_days);
    execute format('analyze %I', of_table);
end
$$;
revoke all on function partition_begin(text, text, text, int) from public;

-- Until when there are partitions: null when there is none but <table>_rest.
create function partition_until(of_table text) returns timestamptz language sql stable
    set search_path = pg_catalog, public, pg_temp
    return (select max(to_timestamp(((substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \(''(\d+)''\)')::bigint >> 22) + 1704067200000) / 1000.0))
            from pg_inherits i
            join pg_class c on c.oid = i.inhrelid
            where i.inhparent = to_regclass('public.' || quote_ident(of_table)));
revoke all on function partition_until(text) from public;
grant execute on function partition_until(text) to mall_app;

-- Makes the partition of the year or day that has the moment, from where the newest ends, unless that reaches so far; what had to wait for it in <table>_rest moves in. Returns how many were made.
create function partition_make(rule partition_rule, moment timestamptz) returns bigint language plpgsql as $$
declare
    name text := partition_name(rule.table_name, rule.step, moment);
    rest text := rule.table_name || '_rest';
    until timestamptz := partition_until(rule.table_name);
    lower_bound text := coalesce(id_of_moment(until)::text, 'minvalue');
    upper_id bigint := id_of_moment(partition_moment(rule.step, moment, 1));
begin
    if until >= partition_moment(rule.step, moment, 1) then
        return 0;
    end if;
    execute format('create table public.%I (like public.%I including all)', name, rule.table_name);
    execute format('lock table public.%I in access exclusive mode', rest);
    execute format('with late as (delete from public.%I where %I < %s returning *) insert into public.%I select * from late', rest, rule.key_column, upper_id, name);
    execute format('alter table public.%I attach partition public.%I for values from (%s) to (%s)', rule.table_name, name, lower_bound, upper_id);
    return 1;
end
$$;
revoke all on function partition_make(partition_rule, timestamptz) from public;

-- Drops days whose time is over, makes the partitions that are needed soon - of the next year a month ahead, of days three ahead -, and looks at a table of years once a day, as the server
-- itself does so for each year alone. One table of the last kind a call. Returns how many were made, dropped and looked at. The program may call it and cannot say what it touches; a lock that is not
-- had within two seconds ends it, and nothing was done.
create function partition_tend() returns bigint language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '2s' as $$
declare
    rule partition_rule;
    old text;
    done bigint := 0;
begin
    for rule in select * from partition_rule order by table_name loop
        for old in
            select c.relname
            from pg_inherits i
            join pg_class c on c.oid = i.inhrelid
            where rule.step = 'day' and i.inhparent = ('public.' || rule.table_name)::regclass and c.relname <> rule.table_name || '_rest'
              and c.relname < partition_name(rule.table_name, 'day', now() - rule.keep_days * interval '1 day')
            order by c.relname
        loop
            execute format('drop table public.%I', old);
            done := done + 1;
        end loop;
        for ahead in 0 .. 3 loop
            done := done + partition_make(rule, now() + ahead * case rule.step when 'day' then interval '1 day' else interval '10 days' end);
        end loop;
    end loop;
    select * into rule from partition_rule where step = 'year' and analyzed_at < now() - interval '1 day' order by analyzed_at limit 1;
    if found then
        execute format('analyze public.%I', rule.table_name);
        update partition_rule set analyzed_at = now() where table_name = rule.table_name;
        done := done + 1;
    end if;
    return done;
end
$$;
revoke all on function partition_tend() from public;
grant execute on function partition_tend() to mall_app;

-- Takes a past year's partitions out of their tables: they are then tables of their own, which can be dumped and dropped. For the owner.
create function partition_detach(of_year int) returns bigint language plpgsql set search_path = pg_catalog, public, pg_temp set lock_timeout = '2s' as $$
declare
    one record;
    done bigint := 0;
begin
    if of_year >= extract(year from now() at time zone 'Asia/Shanghai') then
        raise exception 'the year % is not over', of_year;
    end if;
    for one in
        select r.table_name, c.relname, pg_get_expr(c.relpartbound, c.oid) as bound
        from partition_rule r
        join pg_inherits i on i.inhparent = ('public.' || r.table_name)::regclass
        join pg_class c on c.oid = i.inhrelid and c.relname = r.table_name || '_y' || of_year
        where r.step = 'year'
        order by r.table_name
    loop
        insert into partition_away (table_name, year, bound) values (one.table_name, of_year, one.bound);
        execute format('alter table public.%I detach partition public.%I', one.table_name, one.relname);
        done := done + 1;
    end loop;
    return done;
end
$$;
revoke all on function partition_detach(int) from public;

-- Puts a year back between the ids where it was. For the owner.
create function partition_attach(of_year int) returns bigint language plpgsql set search_path = pg_catalog, public, pg_temp set lock_timeout = '2s' as $$
declare
    one record;
    done bigint := 0;
begin
    for one in delete from partition_away where year = of_year returning table_name, bound loop
        execute format('alter table public.%I attach partition public.%I %s', one.table_name, one.table_name || '_y' || of_year, one.bound);
        done := done + 1;
    end loop;
    return done;
end
$$;
revoke all on function partition_attach(int) from public;

-- ---- moves

drop view state_log_end;
drop function stamp_bytes(state_log);
select partition_begin('state_log', 'id', 'year', null);
create function stamp_bytes(t state_log) returns bytea language sql stable
    return record_send(row('state_log'::text, t.id, t.shard_key, t.machine, t.object_id, t.from_state, t.to_state, t.actor_id, t.reason, t.at));
grant execute on function stamp_bytes(state_log) to mall_app;
grant select, insert on state_log to mall_app;
create view state_log_end as
select shard_key, machine, object_id, state
from (
    select shard_key, machine, object_id, from_state as state, 1 as n from state_log
    union all
    select shard_key, machine, object_id, to_state, -1 from state_log
) visit
group by shard_key, machine, object_id, state
having sum(n) < 0;
grant select on state_log_end to mall_app;
