-- Moves a refund from state $2 to $3, with the provider's id and time. $1 refund, $4 provider's refund id, $5 when it was paid back (microseconds since 1970, 0
-- = now). A number that the provider closed is marked so.
-- Columns: none. Index: primary keys.
with moved as (
    update refund
    set state = $3::text, provider_refund_id = coalesce(nullif($4::text, ''), provider_refund_id), said_code = null,
        done_at = case when $3::text <> 'succeeded' then done_at when $5::bigint = 0 then now() else timestamptz 'epoch' + $5::bigint * interval '1 microsecond' end
    where id = $1::bigint and state = $2::text
    returning number, county_code
)
update refund_number n
set closed_at = now()
from moved
where $3::text = 'closed' and n.number = moved.number and n.county_code = moved.county_code
