-- Entries that are not as they were written, in orders. $1 stamp key, $2 after order, $3 orders. Columns: last_id, row_count, bad. Index: attribution_pool primary key.
with page as (
    select distinct t.order_id, t.county_code
    from attribution_pool t
    where t.order_id > $2
    order by t.order_id
    limit $3
)
select max(t.order_id) as last_id, count(distinct t.order_id) as row_count,
    string_agg('line:' || t.line_id || '/' || t.pool_no, ' ') filter (where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))) as bad
from page p
join attribution_pool t on t.order_id = p.order_id and t.county_code = p.county_code
