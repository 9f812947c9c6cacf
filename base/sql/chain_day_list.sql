-- The closed days of a chain, oldest first. $1 chain. Columns: day, begin_ms (the midnight before it in Beijing, Unix milliseconds), row_count, root, previous,
-- value. Index: chain_day primary key.
select day::text as day, (extract(epoch from day::timestamp at time zone 'Asia/Shanghai') * 1000)::bigint as begin_ms, rows as row_count, root, previous, value
from chain_day
where chain = $1
order by day
