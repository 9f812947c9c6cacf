-- What a producer sold of each SKU in a month (Beijing, by payment), largest first; under its newest name: from the sums of its month and what has changed since.
-- $1 producer, $2 its county, $3 month 'YYYY-MM', $4 the county's orders that the journal has named since.
-- Columns: sku_id, listing_id, title, spec, boxes, goods_fen (paid), refunded_fen, households_fen, withheld_fen, producer_fen.
-- Index: sale_sku_month_key, order_line primary key, sale_rolled primary key, attribution_pool primary key.
select g.sku_id, l.listing_id, l.title, l.spec, g.boxes, g.goods_fen, g.refunded_fen, g.credited_fen as households_fen, g.withheld_fen,
    g.goods_fen - g.refunded_fen - g.credited_fen - g.withheld_fen as producer_fen
from (select $2::text as county_code, x.sku_id, max(x.newest_line_id) as newest_line_id, sum(x.boxes)::bigint as boxes, sum(x.goods_fen)::bigint as goods_fen, sum(x.refunded_fen)::bigint as refunded_fen,
          sum(x.credited_fen)::bigint as credited_fen, sum(x.withheld_fen)::bigint as withheld_fen
      from (select m.sku_id, m.newest_line_id, m.boxes, m.goods_fen, m.refunded_fen, m.credited_fen, m.withheld_fen
            from sale_sku_month m
            where m.producer_id = $1::bigint and m.county_code = $2::text and m.month = $3::text
            union all
            select p.sku_id, p.line_id, p.side * p.boxes, p.side * p.goods_fen, p.side * p.refunded_fen, p.side * p.credited_fen, p.side * p.withheld_fen
            from sale_part p
            where p.order_id = any ($4::bigint[]) and p.producer_id = $1::bigint and p.month = $3::text) x
      group by x.sku_id) g
cross join lateral (select i.listing_id, i.title, i.spec from order_line i where i.id = g.newest_line_id and i.county_code = g.county_code offset 0) l
order by g.goods_fen - g.refunded_fen desc, g.sku_id
