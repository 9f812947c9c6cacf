-- Credits to households that the register did not confirm when the sale was paid. A household's state at a moment is the state it left at its first
-- later move, or its state now. A move and a payment of the same minute may have been committed in either order, so a household that was confirmed
-- within it counts as such. Only households that are not confirmed now, or once were not since, are looked at.
-- $1 orders from which id on; moves and pools have their numbers no earlier, but for an hour between clocks. Columns: subject, detail. Index: roster_place_household, attribution_pool_roster, state_log_object.
with doubtful as (
    select h.id, h.county_code, h.state
    from household h
    where h.state <> 'confirmed'
    union
    select h.id, h.county_code, h.state
    from state_log g
    join household h on h.id = g.object_id and h.county_code = g.shard_key
    where g.machine = 'household' and g.id >= $1 - 15099494400000
)
select 'entry:' || a.id as subject, 'household ' || a.household_id || ' was ' || was.state as detail
from doubtful h
join attribution_entry a on a.household_id = h.id and a.county_code = h.county_code
cross join lateral (
    select coalesce((select g.from_state from state_log g
                     where g.object_id = h.id and g.shard_key = h.county_code and g.machine = 'household' and g.at > a.accrued_at order by g.id limit 1), h.state) as state
) was
where a.pool_id >= $1 - 15099494400000 and a.order_id >= $1 and a.withhold_reason = '' and was.state <> 'confirmed'
  and not exists (select 1 from state_log g
                  where g.object_id = h.id and g.shard_key = h.county_code and g.machine = 'household' and g.from_state = 'confirmed'
                    and g.at between a.accrued_at - interval '1 minute' and a.accrued_at)
limit 20
