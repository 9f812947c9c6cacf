-- Orders that may not be in the sums of sales as they stand now: that the journal names, or of which a parcel was handed over. $1 and $2 behind which id and up to which.
-- Columns: order_id. Index: transfer primary key, state_log primary key, parcel primary key, sale_rolled primary key.
-- What is booked with a payment is taken with the order, what is booked with its completion with its state.
select n.order_id
from (select t.order_id, t.county_code, false as has_ended, bool_or(t.kind not in ('capture', 'accrue', 'withhold', 'settle_goods', 'settle_freight', 'mature')) as has_changed,
          false as has_left
      from transfer t
      where t.id > $1::bigint and t.id <= $2::bigint and t.order_id <> 0
      group by t.order_id, t.county_code
      union all
      select g.object_id, g.shard_key, true, false, false
      from state_log g
      where g.id > $1::bigint and g.id <= $2::bigint and g.machine = 'order' and g.to_state = 'completed'
      union all
      select p.order_id, p.county_code, false, false, true
      from state_log g
      join parcel p on p.id = g.object_id and p.county_code = g.shard_key
      where g.id > $1::bigint and g.id <= $2::bigint and g.machine = 'parcel' and g.to_state = 'handed_over') n
left join sale_rolled f on f.order_id = n.order_id and f.county_code = n.county_code
where f.order_id is null or n.has_changed or (n.has_ended and not f.is_completed) or (n.has_left and f.waited_s is null)
group by n.order_id
order by n.order_id
