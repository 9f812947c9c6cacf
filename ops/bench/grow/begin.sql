-- What the other steps stand on: a schema of their own, which ends with them, what was asked for, and the functions that make numbers, times and luck.
-- Variables: orders, listings, skus, lots, households, counties, buyers, days, recent. As the tables' owner, in one transaction.
create schema grow;
set search_path = grow, public;

create table step (name text primary key, done_at timestamptz not null default clock_timestamp());
create table asked (
    orders bigint not null, listings bigint not null, skus bigint not null, lots bigint not null, households bigint not null, counties bigint not null,
    buyers bigint not null, days bigint not null, recent bigint not null,
    -- The first order is placed in this millisecond, and nothing happens behind that one.
    begin_ms bigint not null, end_ms bigint not null
);
insert into asked
select :orders, :listings, :skus, :lots, :households, :counties, :buyers, :days, :recent, e.ms - :days * 86400000::bigint, e.ms
from (select floor(extract(epoch from now()) * 1000)::bigint / 64 * 64 - 600000 as ms) e;

-- ---- numbers (base/id.h): time, then who made it - of orders the order's own number, so that two of one moment differ -, then which of its kind
create function id(ms bigint, maker bigint, seq bigint) returns bigint language sql immutable parallel safe
    return ((ms - 1704067200000) << 22) | ((maker & 1023) << 12) | seq;
-- The i-th (from 0) of what was there before the first order: kind is another number below 4096 for each kind of thing.
select format('create function was(i bigint, kind bigint) returns bigint language sql immutable parallel safe return grow.id(%s + (i >> 10), i, kind)',
              (select begin_ms - 30 * 86400000::bigint from asked)) \gexec
create function at(ms bigint) returns timestamptz language sql immutable parallel safe return to_timestamp(ms / 1000.0::double precision);

-- The same number for the same n and salt, from 0 to below 1.
create function luck(n bigint, salt bigint) returns double precision language sql immutable parallel safe
    return (hashint8extended(n, salt) & 4294967295) / 4294967296.0::double precision;

-- When an order leaves the station's table: most of a day after it was placed. Its parcel is sold from then on, no longer reserved.
create function packed_ms(placed_ms bigint, n bigint) returns bigint language sql immutable parallel safe
    return placed_ms + (72000000 + (luck(n, 10) * 3000000)::bigint) / 64 * 64 + 5;

-- The check digit of a lot's code (GB/T 17710, MOD 11,10).
create function check_digit(digits text) returns text language plpgsql immutable strict parallel safe as $$
declare
    product int := 10;
    total int;
begin
    for i in 1 .. length(digits) loop
        total := (product + substr(digits, i, 1)::int) % 10;
        product := case when total = 0 then 10 else total end * 2 % 11;
    end loop;
    return (11 - product) % 10;
end
$$;

-- ---- writing with stamps

-- Copies the rows of a view into a table: by the columns' names, what the view does not have gets the column's default, and where the table has a stamp it is made
-- as the program makes it (base/stamp.h) under the key in the session's grow.stamp_key: by what the table's own stamp_bytes() says, put into the statement, because
-- calling it for each row would take most of the time. In the order of their numbers, which is that of time: what many orders leave on a day lies together, as it does where they are
-- written as they happen. Returns how many.
create function put(target regclass, source text default null) returns bigint language plpgsql as $$
declare
    from_view regclass := coalesce(source, 'new_' || (select relname from pg_class where oid = target))::regclass;
    names text;
    given text;
    in_time text := coalesce((select 'order by q.id' from pg_attribute where attrelid = from_view and attname = 'id'), '');
    content text := regexp_replace(pg_get_function_sqlbody(to_regprocedure(format('stamp_bytes(%s)', target))), '\(((public\.)?stamp_bytes\.)?t\)\.', 'written.', 'g');
    written bigint;
begin
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum), string_agg(v.value || ' as ' || quote_ident(a.attname), ', ' order by a.attnum)
    into names, given
    from pg_attribute a
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join pg_attribute s on s.attrelid = from_view and s.attname = a.attname and not s.attisdropped
    cross join lateral (select case when s.attname is not null then 'q.' || quote_ident(a.attname) else coalesce(pg_get_expr(d.adbin, d.adrelid), 'null') end ||
                               '::' || format_type(a.atttypid, a.atttypmod) as value) v
    where a.attrelid = target and a.attnum > 0 and not a.attisdropped and a.attname <> 'stamp' and a.attgenerated = '';
    execute format('insert into %1$s (%2$s%3$s) select %2$s%4$s from (select %5$s from %6$s q %7$s offset 0) written', target, names, case when content is null then '' else ', stamp' end,
                   coalesce(', row_stamp(decode(current_setting(''grow.stamp_key''), ''hex''), ' || substr(content, length('RETURN ') + 1) || ')', ''), given, from_view, in_time);
    get diagnostics written = row_count;
    return written;
end
$$;

-- ---- what is sealed by the program (`mall demo seal`), by the place that it stands in (base/crypto.h)
create unlogged table sealed (field text not null, row_id bigint not null, part bigint not null, value bytea not null, hash bytea not null);

-- ---- indexes and foreign keys that are made again behind the rows

create table key_off (place int generated always as identity, definition text not null, of regclass not null, name text not null, is_index boolean not null);
-- Takes foreign keys and plain indexes off tables, and remembers them. Primary and unique keys stay, and what the writing itself reads by.
create function keys_off(targets regclass[]) returns void language plpgsql as $$
declare
    k key_off;
begin
    insert into key_off (definition, of, name, is_index)
    select format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)), c.conrelid, c.conname, false
    from pg_constraint c
    where c.contype = 'f' and c.conrelid = any (targets);
    insert into key_off (definition, of, name, is_index)
    select replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON '), i.indrelid, r.relname, true
    from pg_index i
    join pg_class r on r.oid = i.indexrelid
    where i.indrelid = any (targets) and not i.indisunique and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
      and r.relname <> 'order_line_order'; -- an order's stamp is of its lines
    for k in select * from key_off order by place loop
        execute format(case when k.is_index then 'drop index public.%2$I' else 'alter table %1$s drop constraint %2$I' end, k.of, k.name);
    end loop;
end
$$;
-- Makes all of them again that were taken off, the indexes first.
create function keys_on() returns void language plpgsql as $$
declare
    k key_off;
begin
    for k in select * from key_off order by not is_index, place loop
        execute k.definition;
    end loop;
    delete from key_off;
end
$$;

-- ---- pieces of the history, written one at a time by whoever is free
create table piece (first bigint primary key, last bigint not null, done_at timestamptz, row_count bigint not null default 0);

-- Writes pieces until there are none left. The tables and views that it speaks of are the session's own (piece.sql and what follows it).
create procedure fill() language plpgsql as $$
declare
    mine piece;
    written bigint;
begin
    loop
        select * into mine from piece where done_at is null order by first limit 1 for update skip locked;
        exit when not found;
        perform pg_temp.take_piece(mine.first, mine.last);
        select sum(case p.source when '' then put(p.target) else put(p.target, p.source) end) into written from (select * from plan order by place offset 0) p;
        update piece set done_at = clock_timestamp(), row_count = written where first = mine.first;
        commit;
    end loop;
end
$$;
