-- Deletes addresses of orders that are over. $1 hours that claims are open, $2 days after that, $3 at most so many orders. Columns: none.
-- Index: sale_order_address_over.
with over as (
    select d.id, d.county_code
    from sale_order d
    where d.address_sealed is not null and d.state in ('completed', 'cancelled')
        and coalesce(d.completed_at, d.paid_at, d.placed_at) < now() - make_interval(hours => $1::int, days => $2::int)
        and not exists (select 1 from order_refund f join refund r on r.id = f.refund_id and r.county_code = f.county_code
                        where f.order_id = d.id and f.county_code = d.county_code and r.state in ('requested', 'processing', 'abnormal'))
    order by coalesce(d.completed_at, d.paid_at, d.placed_at)
    limit $3
    for update
)
update sale_order o
set address_sealed = null, address_deleted_at = now()
from over
where o.id = over.id and o.county_code = over.county_code
