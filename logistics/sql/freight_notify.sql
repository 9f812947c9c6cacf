-- Tells all workers to read a county's freight anew, when the transaction commits. $1 tag ('freight:500236'). Columns: pg_notify (empty).
select pg_notify('mall_cache', $1)
