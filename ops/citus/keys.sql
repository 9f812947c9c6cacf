-- Widens keys so that Citus can spread the tables: each primary key, unique constraint and unique index of a table that is spread gets the column that it is
-- spread by, at its end, so that look-ups by what was the key stay look-ups by its beginning; names stay, as statements name them. Foreign keys between two
-- tables of a county get it on both sides, which also proves that no row belongs to a parent of another county. Run as the owner of the schema, on a database of any content, with the mall
-- stopped; a second run changes nothing.
-- usage: psql -X -v ON_ERROR_STOP=1 -1 -f ops/citus/keys.sql CONNINFO
\ir places.sql

do $$
declare
    one record;
begin
    -- Foreign keys to what is spread: made again when both sides have the county.
    create temporary table wide_reference as
    select con.conrelid::regclass as child, con.conname as name, con.confrelid::regclass as parent, c.kind = 'county' and p.kind = 'county' as stays,
        (select string_agg(quote_ident(a.attname), ', ' order by k.n) from unnest(con.conkey) with ordinality as k (number, n)
         join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.number) || ', ' || quote_ident(c.spread_by) as child_columns,
        (select string_agg(quote_ident(a.attname), ', ' order by k.n) from unnest(con.confkey) with ordinality as k (number, n)
         join pg_attribute a on a.attrelid = con.confrelid and a.attnum = k.number) || ', ' || quote_ident(p.spread_by) as parent_columns,
        case con.confdeltype when 'c' then ' on delete cascade' else '' end as on_delete
    from pg_constraint con
    join place c on con.conrelid = ('public.' || c.table_name)::regclass
    join place p on con.confrelid = ('public.' || p.table_name)::regclass and p.kind in ('county', 'key')
    where con.contype = 'f' and con.conparentid = 0
      and not exists (select from pg_attribute a where a.attrelid = con.confrelid and a.attname = p.spread_by and a.attnum = any (con.confkey));
    for one in select * from wide_reference loop
        execute format('alter table %s drop constraint %I', one.child, one.name);
    end loop;

    for one in
        select con.conrelid::regclass as of_table, con.conname as name, case con.contype when 'p' then 'primary key' else 'unique' end as kind,
            (select string_agg(quote_ident(a.attname), ', ' order by k.n) from unnest(con.conkey) with ordinality as k (number, n)
             join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.number) || ', ' || quote_ident(p.spread_by) as columns
        from pg_constraint con
        join place p on con.conrelid = ('public.' || p.table_name)::regclass and p.spread_by is not null
        where con.contype in ('p', 'u')
          and not exists (select from pg_attribute a where a.attrelid = con.conrelid and a.attname = p.spread_by and a.attnum = any (con.conkey))
    loop
        execute format('alter table %s drop constraint %I', one.of_table, one.name);
        execute format('alter table %s add constraint %I %s (%s)', one.of_table, one.name, one.kind, one.columns);
    end loop;

    for one in
        select i.indexrelid::regclass as name, i.indrelid::regclass as of_table, c.relname,
            regexp_replace(replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON '), '^(CREATE UNIQUE INDEX .* USING btree \((?:[^()]|\([^()]*\))*)\)', '\1, ' || quote_ident(p.spread_by) || ')') as definition
        from pg_index i
        join pg_class c on c.oid = i.indexrelid
        join place p on i.indrelid = ('public.' || p.table_name)::regclass and p.spread_by is not null
        where i.indisunique and not exists (select from pg_constraint con where con.conindid = i.indexrelid)
          and not exists (select from pg_attribute a where a.attrelid = i.indrelid and a.attname = p.spread_by and a.attnum = any (i.indkey))
    loop
        execute format('drop index %s', one.name);
        execute one.definition;
    end loop;

    -- A refund has the county of its order, the attempt to pay that of the trade's first order: the one reference that goes from county to county.
    for one in select * from wide_reference where stays and name <> 'refund_attempt_id_fkey' loop
        execute format('alter table %s add constraint %I foreign key (%s) references %s (%s)%s', one.child, one.name, one.child_columns, one.parent, one.parent_columns,
                       one.on_delete);
    end loop;
end
$$;

drop table wide_reference, place;
