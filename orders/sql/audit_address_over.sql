-- Orders whose address should be gone for a day and is not, and those whose address went while it was needed. $1 hours that claims are open, $2 days after that, $3 id from whose moment on deleted ones are looked at. Columns: subject, detail.
-- Index: sale_order_address_over, sale_order_address_gone.
select 'order:' || o.id as subject, 'over since ' || to_char(coalesce(o.completed_at, o.paid_at, o.placed_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as detail
from sale_order o
where o.address_sealed is not null and o.state in ('completed', 'cancelled')
    and coalesce(o.completed_at, o.paid_at, o.placed_at) < now() - make_interval(hours => $1::int + 24, days => $2::int)
    and not exists (select 1 from order_refund f join refund r on r.id = f.refund_id and r.county_code = f.county_code
                    where f.order_id = o.id and f.county_code = o.county_code and r.state in ('requested', 'processing', 'abnormal'))
union all
select 'order:' || o.id, 'is ' || o.state || ', its address deleted ' || o.address_deleted_at
from sale_order o
where o.address_deleted_at is not null and o.address_deleted_at >= case $3::bigint when 0 then '-infinity' else to_timestamp((($3::bigint >> 22) + 1704067200000) / 1000.0) end
    and (o.state not in ('completed', 'cancelled') or o.address_deleted_at < coalesce(o.completed_at, o.paid_at, o.placed_at) + interval '1 day')
limit 100
