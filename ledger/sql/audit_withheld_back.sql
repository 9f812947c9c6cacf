-- Shares that were withheld of which something else is kept as taken back than their pool says, or of those that were given to their household since, than is missing of what it was given; of orders from an
-- id on. $1 this id. Columns: subject, detail.
select 'entry:' || n.id as subject, 'has ' || n.back_fen || ' back, is ' || n.fen as detail
from (select w.id, w.back_fen, case when w.state = 'accrued' then w.amount_fen - coalesce(w.released_fen, w.amount_fen - w.back_fen) else coalesce(l.reversed[w.place], 0) end as fen
      from withheld_share w
      left join attribution_pool l on l.order_id = w.order_id and l.line_id = w.line_id and l.pool_no = w.pool_no and l.county_code = w.county_code
      where w.order_id >= $1) n
where n.back_fen <> n.fen
limit 20
