-- What is withheld of orders, as it is stamped, and what became of it. $1 the first order, $2 the last. Binary columns: order_id, content, is_withheld, amount_fen, back_fen (of it taken back),
-- released_fen (null = nothing was), moved_us (microseconds since 2000). Index: withheld_share primary key, attribution_pool primary key.
select w.order_id, stamp_bytes(w) as content, w.state = 'withheld' as is_withheld, w.amount_fen, coalesce(l.reversed[w.place], 0) as back_fen, w.released_fen,
    (extract(epoch from w.moved_at - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint as moved_us
from withheld_share w
left join attribution_pool l on l.order_id = w.order_id and l.line_id = w.line_id and l.pool_no = w.pool_no and l.county_code = w.county_code and l.reversed is not null
    and l.order_id between $1 and $2
where w.order_id between $1 and $2
order by w.order_id, w.line_id, w.pool_no, w.place
