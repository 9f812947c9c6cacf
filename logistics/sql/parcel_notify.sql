-- Tells whoever waits that a parcel of an order moved, when the transaction commits. $1 order id as text. Columns: pg_notify (empty).
select pg_notify('mall_parcel', $1)
