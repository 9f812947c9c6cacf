-- The newest closed day of a chain. $1 chain. Columns: value, end_ms (the midnight behind it in Beijing, Unix milliseconds). Index: chain_day primary key.
select value, (extract(epoch from (day + 1)::timestamp at time zone 'Asia/Shanghai') * 1000)::bigint as end_ms
from chain_day
where chain = $1
order by day desc
limit 1
