-- Who repeats it in a county that an order is completed and then refunded whole, so that its households keep what the seller bore: buyers, producers and
-- stations with at least $4 such orders. $1 county; $2 first day of the first month, $3 first day of the last month (both Beijing; null = no bound): of the
-- payment. Columns: kind (buyer, producer, station), key (account's or organisation's id), name (of an organisation, else ''), orders, borne_fen (what
-- households have of them: their shares, by pools, without those that are withheld or were taken back), newest (JSON, ids of the 20 newest). Index: borne_order_county, sale_order primary key,
-- attribution_pool primary key.
with borne as (
    select o.id, o.county_code, o.buyer_id, o.producer_id, o.station_id,
        (select coalesce(sum((select sum(m.fen) from unnest(a.amounts) m (fen)) - (select coalesce(sum(m.fen), 0) from unnest(a.reversed) m (fen))), 0)
         from attribution_pool a
         where a.order_id = o.id and a.county_code = o.county_code)
        - (select coalesce(sum(a.amounts[w.place] - coalesce(a.reversed[w.place], 0)), 0)
           from withheld_share w
           join attribution_pool a on a.order_id = w.order_id and a.line_id = w.line_id and a.pool_no = w.pool_no and a.county_code = w.county_code
           where w.order_id = o.id and w.county_code = o.county_code and w.state in ('withheld', 'reversed')) as fen
    from borne_order b
    join sale_order o on o.id = b.order_id and o.county_code = b.county_code
    where b.county_code = $1::text
        and ($2::text is null or o.paid_at >= $2::text::date::timestamp at time zone 'Asia/Shanghai')
        and ($3::text is null or o.paid_at < ($3::text::date::timestamp + interval '1 month') at time zone 'Asia/Shanghai')
), repeated as (
    select case when grouping(b.buyer_id) = 0 then 'buyer' when grouping(b.producer_id) = 0 then 'producer' else 'station' end as kind,
        coalesce(b.buyer_id, b.producer_id, b.station_id) as key, b.county_code, count(*) as orders, sum(b.fen)::bigint as borne_fen,
        to_jsonb((array_agg(b.id::text order by b.id desc))[1:20]) as newest
    from borne b
    group by grouping sets ((b.county_code, b.buyer_id), (b.county_code, b.producer_id), (b.county_code, b.station_id))
    having count(*) >= $4::bigint
)
select r.kind, r.key::text as key, coalesce(g.name, '') as name, r.orders, r.borne_fen, r.newest
from repeated r
left join organisation g on g.id = r.key and g.county_code = r.county_code and r.kind <> 'buyer'
order by r.orders desc, r.kind, r.key
