-- Carries on over a year where things stood by their moves, and by what was carried on before. $1 year, $2 the first id behind it, $3 machines, $4 stamp key. Columns: none.
insert into year_state (year, machine, object_id, shard_key, state, stamp)
select $1::int, s.machine, s.object_id, s.shard_key, s.state, row_stamp($4::bytea, record_send(row('year_state'::text, s.machine, s.object_id, s.shard_key, $1::int, s.state)))
from (select v.machine, v.object_id, v.shard_key, v.state
      from (select g.machine, g.object_id, g.shard_key, g.from_state as state, 1 as n
            from state_log g
            where g.id < $2::bigint and g.machine = any ($3::text[])
            union all
            select g.machine, g.object_id, g.shard_key, g.to_state, -1
            from state_log g
            where g.id < $2::bigint and g.machine = any ($3::text[])
            union all
            select y.machine, y.object_id, y.shard_key, y.state, -1
            from year_state y
            where y.year = (select f.year from year_floor f) and y.machine = any ($3::text[])) v
      group by v.machine, v.object_id, v.shard_key, v.state
      having sum(v.n) < 0) s
