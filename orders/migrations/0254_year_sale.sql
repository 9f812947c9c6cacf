-- What the sums of producers' months, and of their SKUs, come to, county by county, as one value: kept of months of a year that is taken out, whose entries are not there to be added up.
create view sale_month_digest as
select m.county_code, m.month, encode(sha256(convert_to(string_agg(m.line, E'\n' order by m.line collate "C"), 'UTF8')), 'hex') as digest
from (select s.county_code, s.month,
          concat_ws('/', s.producer_id, s.orders, s.left_orders, s.borne_orders, s.boxes, s.goods_fen, s.refunded_fen, s.freight_fen, s.freight_refunded_fen, s.credited_fen, s.withheld_fen, s.settled_fen,
              s.completed_fen) as line
      from sale_month s
      union all
      select k.county_code, k.month, concat_ws('/', 'sku', k.producer_id, k.sku_id, k.newest_line_id, k.boxes, k.goods_fen, k.refunded_fen, k.credited_fen, k.withheld_fen)
      from sale_sku_month k) m
group by m.county_code, m.month;
grant select on sale_month_digest to mall_app;
