-- Spreads an empty database, whose keys ops/citus/keys.sql has widened, over the machines that its Citus coordinator knows (citus_add_node). All tables of a county are
-- co-located by the county, so that an order, its lines, its stock and its money change in one transaction of one machine.
-- A table of partitions is spread with them, and those that timed work makes later with it.
-- usage: psql -X -v ON_ERROR_STOP=1 -f ops/citus/distribute.sql CONNINFO
\ir places.sql

do $$
declare
    filled text;
begin
    create temporary table filled_table (name text);
    for filled in select table_name from place where kind in ('county', 'key') loop
        execute format('insert into filled_table select %L where exists (select from %I)', filled, filled);
    end loop;
    select string_agg(name, ', ' order by name) into filled from filled_table;
    if filled is not null then
        raise exception 'the database is not empty: %', filled using hint = 'Spread a fresh one, then bring the rows over.';
    end if;
    drop table filled_table;
end
$$;

select create_reference_table(table_name) from place where kind = 'reference' order by table_name;
-- The first one makes the group of shards; the others lie with it.
select create_distributed_table(table_name, spread_by, shard_count => 128) from place where table_name = 'household';
select create_distributed_table(table_name, spread_by, colocate_with => 'household') from place where kind = 'county' and table_name <> 'household' order by table_name;
select create_distributed_table(table_name, spread_by, colocate_with => 'none') from place where kind = 'key' order by table_name;
select citus_add_local_table_to_metadata(table_name) from place where kind = 'local' order by table_name;

drop table place;
