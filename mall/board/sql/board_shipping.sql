-- How long paid orders waited for the carrier: from payment to the first parcel's hand-over. No parameters. Reads all orders: DB_SLOW only.
-- Columns: shipped, within_12h, within_24h (more than 12 hours, as the next ones), within_48h, within_72h, later, median_s (0 when none was shipped), waiting
-- (paid, nothing handed over yet). Sequential scans.
select count(w.waited_s) as shipped, count(*) filter (where w.waited_s <= 43200) as within_12h,
    count(*) filter (where w.waited_s > 43200 and w.waited_s <= 86400) as within_24h,
    count(*) filter (where w.waited_s > 86400 and w.waited_s <= 172800) as within_48h,
    count(*) filter (where w.waited_s > 172800 and w.waited_s <= 259200) as within_72h, count(*) filter (where w.waited_s > 259200) as later,
    coalesce(percentile_disc(0.5) within group (order by w.waited_s), 0)::bigint as median_s,
    count(*) filter (where w.waited_s is null and w.state = 'paid') as waiting
from (
    select o.state, extract(epoch from min(p.handed_over_at) - o.paid_at)::bigint as waited_s
    from sale_order o
    left join parcel p on p.order_id = o.id and p.county_code = o.county_code and p.handed_over_at is not null
    where o.paid_at is not null
    group by o.id, o.county_code, o.state, o.paid_at
) w
