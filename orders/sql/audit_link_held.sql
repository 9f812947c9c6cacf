-- Credits over a link that was not free when the sale was paid. A link's state at a moment is the state it left at its first later move, or its state now. A move and a payment
-- of the same minute may have been committed in either order, so a link that was free within it counts as such. $1 orders from which id on. Columns: subject, detail.
-- Index: roster_place_household, attribution_pool_roster, sale_order primary key, state_log_object.
select 'entry:' || a.id as subject, 'link ' || l.id || ' was ' || was.state as detail
from benefit_link l
join attribution_entry a on a.household_id = l.household_id and a.county_code = l.county_code
join sale_order o on o.id = a.order_id and o.county_code = a.county_code and o.producer_id = l.producer_id
cross join lateral (
    select coalesce((select g.from_state from state_log g
                     where g.object_id = l.id and g.shard_key = l.county_code and g.machine = 'benefit_link' and g.at > a.accrued_at order by g.id limit 1), l.state) as state
) was
where a.order_id >= $1 and a.withhold_reason = '' and was.state <> 'free'
  and not exists (select 1 from state_log g
                  where g.object_id = l.id and g.shard_key = l.county_code and g.machine = 'benefit_link' and g.from_state = 'free'
                    and g.at between a.accrued_at - interval '1 minute' and a.accrued_at)
limit 20
