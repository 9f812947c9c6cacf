-- Orders whose captured money is not their total: nothing before payment, all of it afterwards.
-- $1 from which id on. Columns: subject, detail.
select 'order:' || o.id as subject, o.state || ' total ' || o.goods_fen + o.freight_fen || ' captured ' || coalesce(c.fen, 0) as detail
from sale_order o
left join (select order_id, county_code, sum(amount_fen) as fen from transfer where order_id >= $1 and order_id >= (select objects_from from year_floor) and kind = 'capture' group by order_id, county_code) c
    on c.order_id = o.id and c.county_code = o.county_code
where o.id >= $1 and (o.id >= (select objects_from from year_floor) and coalesce(c.fen, 0) <> case when o.paid_at is null then 0 else o.goods_fen + o.freight_fen end
   or (o.paid_at is null) <> (o.state = 'placed' or (o.state = 'cancelled' and o.paid_at is null)))
limit 20
