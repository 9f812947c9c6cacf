-- Refunds older than so many days that have not ended. $1 days. Columns: subject, detail. Index: refund_open.
select 'refund:' || id as subject, state || ' since ' || (created_at at time zone 'Asia/Shanghai')::date || coalesce(' said ' || said_code, '') as detail
from refund
where state <> 'succeeded' and created_at < now() - $1::bigint * interval '1 day'
order by created_at
limit 20
