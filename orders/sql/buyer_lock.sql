-- One batch at a time decides for a buyer, until the transaction ends. $1 buyers. Taken in one order by all batches, before they lock stock.
-- Columns: pg_advisory_xact_lock (empty).
select pg_advisory_xact_lock(7103, b.place)
from (select distinct hashint8(n.id) as place from unnest($1::bigint[]) as n (id) order by 1 offset 0) b
