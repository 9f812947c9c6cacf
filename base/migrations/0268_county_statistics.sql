-- Every join of two counties' tables says that the county is the same, and a statement that is planned for what is bound compares the commonest counties of both tables with each other: a
-- hundred by a hundred texts a join. Ten say as well how rare one is.
do $$
declare
    c record;
begin
    for c in
        select r.relname, a.attname
        from pg_class r
        join pg_attribute a on a.attrelid = r.oid and a.attname in ('county_code', 'shard_key') and not a.attisdropped
        where r.relnamespace = 'public'::regnamespace and r.relkind in ('r', 'p')
    loop
        execute format('alter table %I alter column %I set statistics 10', c.relname, c.attname);
    end loop;
end
$$;
