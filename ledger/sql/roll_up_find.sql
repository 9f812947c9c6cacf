-- Orders that the journal names and that are not in the sums as they stand now. $1 transfers behind this id, $2 at most so many.
-- Columns: order_id (0 = the first row, which alone has the next ones), is_plain (nothing was ever withheld or taken back, nor borne by the seller), transfers (read), last_id (of them),
-- oldest_xid (under way for this statement).
-- Index: transfer primary key, order_rolled primary key, attribution_pool primary key, withheld_share primary key, maturity primary key, borne_order primary key.
with seen as materialized (
    select t.id, t.order_id, t.county_code
    from transfer t
    where t.id > $1::bigint
    order by t.id
    limit $2::bigint
), touched as (
    select o.order_id, coalesce(f.is_plain, true) and n.is_plain as is_plain
    from (select distinct s.order_id, s.county_code from seen s where s.order_id <> 0) o
    left join order_rolled f on f.order_id = o.order_id and f.county_code = o.county_code
    cross join lateral (
        select exists (select 1 from maturity m where m.order_id = o.order_id and m.county_code = o.county_code) as is_matured,
            not exists (select 1 from withheld_share w where w.order_id = o.order_id and w.county_code = o.county_code)
                and not exists (select 1 from attribution_pool l where l.order_id = o.order_id and l.county_code = o.county_code and l.reversed is not null)
                and not exists (select 1 from borne_order b where b.order_id = o.order_id and b.county_code = o.county_code) as is_plain) n
    where exists (select 1 from attribution_pool l where l.order_id = o.order_id and l.county_code = o.county_code)
        and (f.order_id is null or not f.is_plain or not n.is_plain or f.is_matured <> n.is_matured)
)
select 0::bigint as order_id, true as is_plain, count(*) as transfers, coalesce(max(s.id), 0) as last_id, pg_snapshot_xmin(pg_current_snapshot())::text as oldest_xid
from seen s
union all
select t.order_id, t.is_plain, 0, 0, ''
from touched t
order by order_id
