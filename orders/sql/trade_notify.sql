-- Tells all workers that trades have moved, when the transaction commits. $1 ids. Columns: pg_notify (empty).
select pg_notify('mall_trade', id::text)
from unnest($1::bigint[]) as t (id)
