-- Tells all workers to forget all sessions that they remember, when the transaction commits. Columns: pg_notify (empty).
select pg_notify('mall_session', '')
