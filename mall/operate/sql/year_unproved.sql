-- What speaks against a year's proof: no full audit of the last days that found nothing, begun since the year was last back, or a transfer of one of its orders since that began. $1 the first id behind the year, $2 year, $3 stamp key, $4 days.
-- Columns: subject, detail. Index: audit_proof primary key.
with proof as (
    select t.began_at
    from audit_proof t
    where t.stamp = row_stamp($3::bytea, stamp_bytes(t)) and not exists (select 1 from audit_report r where r.kind = 'full' and r.id > t.report_id)
        and t.began_at > coalesce((select y.back_at from year_away y where y.year = $2::int), '-infinity')
        and t.began_at > now() - $4::bigint * interval '1 day' and t.began_at > to_timestamp((($1::bigint >> 22) + 1704067200000) / 1000.0)
    order by t.report_id desc
    limit 1
)
select 'year:' || $2::int as subject, 'no full audit has proved it: run mall audit' as detail
where not exists (select 1 from proof)
union all
select 'transfer:' || t.id, 'of order ' || t.order_id || ' is younger than the last full audit: run mall audit'
from transfer t
where t.booked_at > (select p.began_at from proof p) and t.order_id <> 0 and t.order_id < $1::bigint
limit 20
