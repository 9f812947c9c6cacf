-- Two processes may tend at one moment: a worker's timed work and `jobs run`, or workers of two machines. The second waits for the first and finds nothing due. Before, both listed a day as over
-- and the second met its table gone. Who waits here holds nothing that others want, so its patience is longer than that for a table.
create or replace function partition_tend() returns bigint language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '30s' as $$
declare
    rule partition_rule;
    old text;
    done bigint := 0;
begin
    perform from partition_rule order by table_name for update;
    set local lock_timeout = '2s';
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
