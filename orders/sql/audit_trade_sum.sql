-- Trades whose total or boxes are not the sum of their orders, orders whose goods are not the sum of their lines, lines whose price is not quantity x price.
-- $1 from which id on. Columns: subject, detail.
with line as materialized (
    select order_id, county_code, sum(quantity) as boxes, sum(paid_fen) as fen
    from order_line
    where order_id >= $1
    group by order_id, county_code
)
select 'trade:' || t.id as subject, 'total ' || t.total_fen || ' orders ' || coalesce(o.fen, 0) || ', boxes ' || t.boxes || ' lines ' || coalesce(o.boxes, 0) as detail
from trade t
left join (select s.trade_id, sum(s.goods_fen + s.freight_fen) as fen, coalesce(sum(n.boxes), 0)::bigint as boxes
           from sale_order s
           left join line n on n.order_id = s.id and n.county_code = s.county_code
           where s.trade_id >= $1
           group by s.trade_id) o on o.trade_id = t.id
where t.id >= $1 and (t.total_fen is distinct from o.fen or t.boxes is distinct from o.boxes)
union all
select 'order:' || o.id, 'goods ' || o.goods_fen || ' lines ' || coalesce(l.fen, 0)
from sale_order o
left join line l on l.order_id = o.id and l.county_code = o.county_code
where o.id >= $1 and o.goods_fen is distinct from l.fen
union all
select 'line:' || l.id, 'paid ' || l.paid_fen || ' price ' || l.price_fen || ' x ' || l.quantity
from order_line l
where l.id >= $1 and l.paid_fen <> l.price_fen * l.quantity
limit 20
