-- The next reversals and what they took back. $1 after id, $2 rows. Binary columns: id, order_id, county_code, amounts, reversed_us (microseconds since 2000). Index: pool_reversal primary key.
select v.id, v.order_id, v.county_code, v.amounts, (extract(epoch from v.reversed_at - timestamptz '2000-01-01 00:00:00+00') * 1000000)::bigint as reversed_us
from pool_reversal v
where v.id > $1
order by v.id
limit $2
