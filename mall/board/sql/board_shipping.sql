-- How long paid orders waited for the carrier: from payment to the first parcel's hand-over, as the roll-up has counted them. No parameters.
-- Columns: shipped, within_12h, within_24h (more than 12 hours, as the next ones), within_48h, within_72h, later, median_s (0 when none was shipped), waiting
-- (paid, nothing handed over yet). Index: sale_wait primary key. Reads a row an hour that some order waited, and those of the median's hour.
with hour as (
    select w.waited, w.orders, sum(w.orders) over (order by w.waited) as up_to
    from sale_wait w
    where w.unit = 'hour'
), edge as (
    -- who waited for exactly as many hours is within them
    select h.hours, coalesce((select sum(o.orders) from hour o where o.waited < h.hours), 0) + coalesce((select w.orders from sale_wait w where w.unit = 'second' and w.waited = h.hours * 3600), 0) as orders
    from (values (12), (24), (48), (72)) as h (hours)
), within as (
    select coalesce((select sum(o.orders) from hour o), 0)::bigint as shipped, (select e.orders from edge e where e.hours = 12)::bigint as h12, (select e.orders from edge e where e.hours = 24)::bigint as h24,
        (select e.orders from edge e where e.hours = 48)::bigint as h48, (select e.orders from edge e where e.hours = 72)::bigint as h72
), middle as (
    select o.waited as hour, o.up_to - o.orders as before
    from hour o, within n
    where o.up_to * 2 >= n.shipped and o.orders > 0
    order by o.waited
    limit 1
)
select n.shipped, n.h12 as within_12h, n.h24 - n.h12 as within_24h, n.h48 - n.h24 as within_48h, n.h72 - n.h48 as within_72h, n.shipped - n.h72 as later,
    coalesce((select q.waited
              from (select w.waited, m.before + sum(w.orders) over (order by w.waited) as up_to
                    from middle m
                    join sale_wait w on w.unit = 'second' and w.waited >= m.hour * 3600 and w.waited < (m.hour + 1) * 3600) q
              where q.up_to * 2 >= n.shipped
              order by q.waited
              limit 1), 0)::bigint as median_s,
    coalesce((select w.orders from sale_wait w where w.unit = 'waiting' and w.waited = 0), 0) as waiting
from within n
