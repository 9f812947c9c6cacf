-- Notes captures on attempts; an attempt that was closed keeps its state. $1 ids, $2 transaction ids, $3 amounts, $4 times (microseconds since 1970).
-- Which are noted after nine o'clock of the next Beijing day are late: what stands beside that day's bill is without them.
-- Found by $1 itself: joined only, a plan made while the table was small would go on to read all of it.
-- Columns: none. Index: primary key.
update payment_attempt a
set state = case when a.state = 'created' then 'paid' else a.state end,
    transaction_id = n.transaction_id, captured_fen = n.amount_fen, paid_at = timestamptz 'epoch' + n.paid_us * interval '1 microsecond',
    late = case when now() >= (beijing_day(timestamptz 'epoch' + n.paid_us * interval '1 microsecond') + interval '33 hours') at time zone 'Asia/Shanghai' then true end
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as transaction_id, unnest($3::bigint[]) as amount_fen, unnest($4::bigint[]) as paid_us) n
where a.id = any ($1::bigint[]) and a.id = n.id
