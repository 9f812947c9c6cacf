-- Tells all workers to forget every ready-made answer, when the transaction commits: nobody knows on which a household stands. Columns: pg_notify (empty).
select pg_notify('mall_cache', '')
