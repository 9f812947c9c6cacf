-- What a producer sold of each SKU in a month (Beijing, by payment), largest first; under its newest name. $1 producer, $2 month 'YYYY-MM'.
-- Columns: sku_id, listing_id, title, spec, boxes, goods_fen (paid), refunded_fen, households_fen, withheld_fen, producer_fen.
-- Index: sale_order_producer, order_line_order, attribution_pool primary key. DB_SLOW.
with line as (
    select l.id as line_id, l.order_id, l.county_code, l.sku_id, l.listing_id, l.title, l.spec, l.quantity - l.refunded_quantity as boxes, l.paid_fen,
        l.refunded_fen
    from sale_order o
    join order_line l on l.order_id = o.id and l.county_code = o.county_code
    where o.producer_id = $1::bigint and o.paid_at is not null
        and o.paid_at >= ($2::text || '-01')::timestamp at time zone 'Asia/Shanghai'
        and o.paid_at < (($2::text || '-01')::timestamp + interval '1 month') at time zone 'Asia/Shanghai'
), credit as (
    select n.county_code, n.sku_id, coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state <> 'withheld'), 0) as credited,
        coalesce(sum(a.amount_fen - a.reversed_fen) filter (where a.state = 'withheld'), 0) as withheld
    from line n
    join attribution_entry a on a.order_id = n.order_id and a.line_id = n.line_id and a.county_code = n.county_code
    group by n.county_code, n.sku_id
), goods as (
    select n.county_code, n.sku_id, max(n.listing_id) as listing_id, (array_agg(n.title order by n.line_id desc))[1] as title, max(n.spec) as spec, sum(n.boxes) as boxes,
        sum(n.paid_fen) as paid, sum(n.refunded_fen) as refunded
    from line n
    group by n.county_code, n.sku_id
)
select g.sku_id, g.listing_id, g.title, g.spec, g.boxes::bigint as boxes, g.paid::bigint as goods_fen, g.refunded::bigint as refunded_fen,
    coalesce(c.credited, 0)::bigint as households_fen, coalesce(c.withheld, 0)::bigint as withheld_fen,
    (g.paid - g.refunded - coalesce(c.credited, 0) - coalesce(c.withheld, 0))::bigint as producer_fen
from goods g
left join credit c on c.sku_id = g.sku_id and c.county_code = g.county_code
order by g.paid - g.refunded desc, g.sku_id
