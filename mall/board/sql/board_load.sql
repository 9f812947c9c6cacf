-- All figures of the public board, so that rows add up to totals: of sales from the sums that the roll-up keeps, of households' income as the board tells it (board_cell). The transaction
-- keeps the sums as they are. No parameters. DB_REPORT; reads a row a county, month and kind.
-- Columns: dimension (total, county, month, kind), key (county code, month of Beijing time in which the order was paid, linkage kind, '' for the total), name
-- (of the county and its city or province), orders, sales_fen, paid_fen (sales before refunds), freight_fen (part of sales), settled_fen (part of sales whose
-- order is completed), households (distinct, with anything credited), accrued_households, accrued_fen, matured_households, matured_fen, borne_households,
-- borne_fen (of orders that were completed and then refunded whole, not in matured_fen), withheld_households, withheld_fen (credited to nobody). Kinds have no sales: an order has several.
select f.dimension, f.key, coalesce(p.name || c.name, f.key) as name, coalesce(s.orders, 0) as orders, coalesce(s.paid_fen - s.refunded_fen, 0) as sales_fen, coalesce(s.paid_fen, 0) as paid_fen,
    coalesce(s.freight_fen, 0) as freight_fen, coalesce(s.completed_fen, 0) as settled_fen, coalesce(i.households, 0) as households,
    coalesce(i.accrued_households, 0) as accrued_households, coalesce(i.accrued_fen, 0) as accrued_fen, coalesce(i.matured_households, 0) as matured_households,
    coalesce(i.matured_fen, 0) as matured_fen, coalesce(i.borne_households, 0) as borne_households, coalesce(i.borne_fen, 0) as borne_fen,
    coalesce(i.withheld_households, 0) as withheld_households, coalesce(i.withheld_fen, 0) as withheld_fen
from (select 'total' as dimension, '' as key
      union
      select t.dimension, t.key from sale_total t
      union
      select b.dimension, b.key from board_cell b) f
left join sale_total s on s.dimension = f.dimension and s.key = f.key
left join board_cell i on i.dimension = f.dimension and i.key = f.key
left join region c on f.dimension = 'county' and c.code = f.key and c.level = 3
left join region p on p.code = left(c.code, 2) || '0000' and p.level = 1
order by f.dimension, f.key
