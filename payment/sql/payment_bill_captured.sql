-- A capture of a Beijing day at a provider, if there is one. $1 provider, $2 day. Columns: id.
select id
from payment_attempt
where provider = $1 and paid_at >= $2::text::date::timestamp at time zone 'Asia/Shanghai' and paid_at < ($2::text::date + 1)::timestamp at time zone 'Asia/Shanghai'
limit 1
