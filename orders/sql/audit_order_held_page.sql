-- Shares of orders that were withheld, and what of them still is, less what was taken back. $1 the first order, $2 the last. Binary columns: order_id, line_id, county_code, fen, pool_no,
-- place, state. Index: withheld_share primary key,
-- attribution_pool primary key.
select w.order_id, w.line_id, w.county_code, case when w.state = 'withheld' and a.order_id is not null then w.amount_fen - coalesce(a.reversed[w.place], 0) else 0 end as fen,
    w.pool_no, w.place, w.state
from withheld_share w
left join attribution_pool a on a.order_id = w.order_id and a.line_id = w.line_id and a.pool_no = w.pool_no and a.county_code = w.county_code and a.order_id between $1 and $2
where w.order_id between $1 and $2
order by w.order_id
