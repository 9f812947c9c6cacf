-- What an order's entries have, less what was taken back. $1 order. Columns: fen, withheld_fen (part of it). Index: attribution_pool primary key, withheld_share
-- primary key.
select coalesce(sum((select sum(x) from unnest(l.amounts) x) - coalesce((select sum(x) from unnest(l.reversed) x), 0)), 0)::bigint as fen,
    coalesce(sum((select sum(w.amount_fen - coalesce(l.reversed[w.place], 0))
                  from withheld_share w
                  where w.order_id = l.order_id and w.line_id = l.line_id and w.pool_no = l.pool_no and w.county_code = l.county_code and w.state = 'withheld')), 0)::bigint as withheld_fen
from attribution_pool l
where l.order_id = $1
