-- What escrows of the next open orders must hold: what was paid less refunds and credits. $1 after id, $2 orders. Binary columns: id, county_code, fen. Index: sale_order_open, order_line_order, attribution_pool primary key.
select o.id, o.county_code, o.goods_fen + o.freight_fen - o.freight_refunded_fen
        - coalesce((select sum_fen(l.refunded_fen) from order_line l where l.order_id = o.id and l.county_code = o.county_code), 0)
        - coalesce((select sum_fen((select sum_fen(x) from (select unnest(a.amounts) as x) u) - coalesce((select sum_fen(x) from (select unnest(a.reversed) as x) u), 0))
                    from attribution_pool a where a.order_id = o.id and a.county_code = o.county_code), 0) as fen
from sale_order o
where o.state = 'paid' and o.id > $1
order by o.id
limit $2
