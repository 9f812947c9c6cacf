-- Where an object's last move ended, reading its moves once.
create or replace function state_end(of_machine text, of_object bigint, of_shard text) returns table (state text) language sql stable
begin atomic
    select v.state
    from (select m.state, m.n
          from state_log g
          cross join lateral (values (g.from_state, 1), (g.to_state, -1)) m (state, n)
          where g.machine = of_machine and g.object_id = of_object and g.shard_key = of_shard
          union all
          select y.state, -1
          from year_state y
          where y.machine = of_machine and y.object_id = of_object and y.shard_key = of_shard and y.year = (select f.year from year_floor f)) v
    group by v.state
    having sum(v.n) < 0;
end;
