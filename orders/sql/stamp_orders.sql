-- Stamps rows that have no stamp. $1 stamp key, $2 whether rows that do not fit their stamp are stamped anew as well. Columns: stamped.
with trades as (
    update trade t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), sale_orders as (
    update sale_order t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), order_refunds as (
    update order_refund t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), refund_lines as (
    update refund_line t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
), reservation_moves as (
    update reservation_move t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.stamp is null or ($2::boolean and t.stamp <> row_stamp($1::bytea, stamp_bytes(t)))
    returning 1
)
select sum(n)::bigint as stamped
from (select count(*) as n from trades union all select count(*) from sale_orders union all select count(*) from order_refunds
      union all select count(*) from refund_lines
      union all select count(*) from reservation_moves) c
