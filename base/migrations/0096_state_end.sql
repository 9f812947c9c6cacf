-- Where an object's moves ended, for the audits of its state: on one way each state is left as often as entered, but for the first, which is left once more, and the last. Ids do not tell
-- the order: two processes may move an object within one millisecond. No row without moves, and where they ended where they began; several rows of moves that are not one way.
create function state_end(of_machine text, of_object bigint, of_shard text) returns table (state text) language sql stable
begin atomic
    select v.state
    from state_log g
    cross join lateral (values (g.from_state, 1), (g.to_state, -1)) v (state, n)
    where g.machine = of_machine and g.object_id = of_object and g.shard_key = of_shard
    group by v.state
    having sum(v.n) < 0;
end;
grant execute on function state_end(text, bigint, text) to mall_app;

-- A number of chance for a state. The sum of an object's moves, each the state it goes to less the one it goes from, is the last state's less the first's, whatever lies between: one pass over
-- all moves tells whose are worth looking at word by word. A seed is taken anew each time, so that nobody can find states that meet.
create function state_mark(state text, seed bigint) returns bigint language sql immutable strict parallel safe
    return hashtextextended(state, seed) >> 4;
grant execute on function state_mark(text, bigint) to mall_app;
