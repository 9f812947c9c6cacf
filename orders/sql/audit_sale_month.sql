-- Producers' months, and SKUs of them, that are not the sums of their orders as they were taken. Columns: subject, detail.
select 'producer:' || d.producer_id as subject, d.month || ' sums ' || coalesce(d.kept, 'none') || ' orders ' || coalesce(d.counted, 'none') as detail
from (select coalesce(m.producer_id, p.producer_id) as producer_id, coalesce(m.month, p.month) as month,
          m.county_code || concat_ws('/', '', m.orders, m.left_orders, m.borne_orders, m.boxes, m.goods_fen, m.refunded_fen, m.freight_fen, m.freight_refunded_fen, m.credited_fen, m.withheld_fen,
              m.settled_fen, m.completed_fen) as kept,
          p.county_code || concat_ws('/', '', p.orders, p.left_orders, p.borne_orders, p.boxes, p.goods_fen, p.refunded_fen, p.freight_fen, p.freight_refunded_fen, p.credited_fen, p.withheld_fen,
              p.settled_fen, p.completed_fen) as counted
      from sale_month m
      full join (select s.producer_id, s.month, s.county_code, sum(s.orders) as orders, sum(s.left_orders) as left_orders, sum(s.borne_orders) as borne_orders, sum(s.boxes) as boxes,
                     sum(s.goods_fen) as goods_fen, sum(s.refunded_fen) as refunded_fen, sum(s.freight_fen) as freight_fen, sum(s.freight_refunded_fen) as freight_refunded_fen,
                     sum(s.credited_fen) as credited_fen, sum(s.withheld_fen) as withheld_fen, sum(s.settled_fen) as settled_fen, sum(s.completed_fen) as completed_fen
                 from sale_sum_part s
                 where s.side = -1
                 group by s.producer_id, s.month, s.county_code) p on p.producer_id = m.producer_id and p.month = m.month and p.county_code = m.county_code
      union all
      select coalesce(m.producer_id, p.producer_id), coalesce(m.month, p.month) || ' sku:' || coalesce(m.sku_id, p.sku_id),
          concat_ws('/', m.newest_line_id, m.boxes, m.goods_fen, m.refunded_fen, m.credited_fen, m.withheld_fen),
          concat_ws('/', p.newest_line_id, p.boxes, p.goods_fen, p.refunded_fen, p.credited_fen, p.withheld_fen)
      from sale_sku_month m
      full join (select s.producer_id, s.month, s.county_code, s.sku_id, max(s.line_id) as newest_line_id, sum(s.boxes) as boxes, sum(s.goods_fen) as goods_fen, sum(s.refunded_fen) as refunded_fen,
                     sum(s.credited_fen) as credited_fen, sum(s.withheld_fen) as withheld_fen
                 from sale_part s
                 where s.side = -1
                 group by s.producer_id, s.month, s.county_code, s.sku_id) p
          on p.producer_id = m.producer_id and p.month = m.month and p.sku_id = m.sku_id and p.county_code = m.county_code) d
where d.kept is distinct from d.counted
limit 20
