-- Tells all workers to forget ready-made answers, when the transaction commits. $1 tag ('listing:123', 'products'). Columns: pg_notify (empty).
select pg_notify('mall_cache', $1)
