-- The division has changed: what was remembered of it goes, everywhere, with the transaction. No parameters. Columns: pg_notify (empty).
select pg_notify('mall_cache', 'regions')
