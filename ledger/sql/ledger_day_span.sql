-- The first and the last id of a Beijing day's transfers; others may stand between them. $1 day. Columns: first_id (0 = there are none), last_id. Index: transfer_booked;
-- asked for in one statement, the least id would be looked for along the primary key.
with day as materialized (
    select t.id
    from transfer t
    where t.booked_at >= $1::text::date::timestamp at time zone 'Asia/Shanghai' and t.booked_at < ($1::text::date + 1)::timestamp at time zone 'Asia/Shanghai'
)
select coalesce(min(id), 0) as first_id, coalesce(max(id), 0) as last_id
from day
