-- What of the journal and of entries that go with a year reaches beyond it. $1 the first id behind it. Columns: object_id (the youngest order, attempt, refund or payout of which a transfer goes), at_us (the
-- last moment at which something of it was booked, microseconds since 1970; null = nothing was).
select coalesce(max(r.object_id), 0) as object_id, floor(extract(epoch from max(r.at)) * 1000000)::bigint as at_us
from (select greatest(max(t.order_id), max(t.cause_id)) as object_id, max(t.booked_at) as at
      from transfer t
      where t.id < $1::bigint
      union all
      select max(l.order_id), max(l.accrued_at)
      from attribution_pool l
      where l.order_id < $1::bigint) r
