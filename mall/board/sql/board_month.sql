-- Where the money of the orders paid in a month is now, from the sums of producers' months and what the board tells of households (board_cell), so that the parts add up to the sales.
-- $1 month (Beijing). Columns: orders (with anything left), producers, counties (of them), goods_fen (less refunds), freight_fen (likewise), households (distinct), matured_households,
-- accrued_households, matured_fen, accrued_fen, withheld_fen. Index: sale_month_month, board_cell primary key.
-- Of orders that were refunded whole after completion, which the seller bore, nothing counts as the households'.
select s.orders, s.producers, s.counties, s.goods_fen, s.freight_fen, coalesce(c.earning_households, 0) as households, coalesce(c.matured_households, 0) as matured_households,
    coalesce(c.accrued_households, 0) as accrued_households, coalesce(c.matured_fen, 0) as matured_fen, coalesce(c.accrued_fen, 0) as accrued_fen, coalesce(c.withheld_fen, 0) as withheld_fen
from (select coalesce(sum(m.left_orders), 0)::bigint as orders, count(*) filter (where m.left_orders > 0) as producers,
          count(distinct m.county_code) filter (where m.left_orders > 0) as counties, coalesce(sum(m.goods_fen - m.refunded_fen), 0)::bigint as goods_fen,
          coalesce(sum(m.freight_fen - m.freight_refunded_fen), 0)::bigint as freight_fen
      from sale_month m
      where m.month = $1::text) s
left join board_cell c on c.dimension = 'month' and c.key = $1::text
