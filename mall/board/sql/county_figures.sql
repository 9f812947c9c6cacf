-- All figures of one county in one snapshot, so that every table adds up to the same total. $1 county, $2 first day of the first month, $3 first day of the last
-- month (both Beijing; null = no bound): of the payment.
-- Columns: dimension (total, month, organisation, village), key (month, organisation's id, village's code, '' for the total), name, orders, sales_fen (captured),
-- refunded_fen, households (distinct, with anything credited), credited_fen (what was not taken back), accrued_fen (part of it), matured_fen (part of it),
-- withheld_fen (not part of it), borne_orders (completed, then refunded whole: the seller bore them), borne_fen (what households have of these; part of
-- matured_fen). Villages have no sales: an order's goods come from several. Index: organisation_county, sale_order_producer, transfer_order,
-- order_line_order, order_refund_order, attribution_pool primary key.
with sale as (
    select o.id, o.county_code, to_char(o.paid_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, o.producer_id,
        coalesce(sum(t.amount_fen) filter (where t.kind = 'capture'), 0) as captured_fen, coalesce(sum(t.amount_fen) filter (where t.kind = 'refund'), 0) as refunded_fen,
        o.state = 'completed' and not exists (select 1 from order_line l where l.order_id = o.id and l.county_code = o.county_code and l.refunded_quantity < l.quantity)
            and exists (select 1 from order_refund f where f.order_id = o.id and f.county_code = o.county_code and f.after_completion) as borne
    from organisation p
    join sale_order o on o.producer_id = p.id and o.county_code = p.county_code and o.paid_at is not null
    left join transfer t on t.order_id = o.id and t.county_code = o.county_code and t.order_id <> 0 and t.kind in ('capture', 'refund')
    where p.county_code = $1
        and ($2::text is null or o.paid_at >= $2::text::date::timestamp at time zone 'Asia/Shanghai')
        and ($3::text is null or o.paid_at < ($3::text::date::timestamp + interval '1 month') at time zone 'Asia/Shanghai')
    group by o.id, o.county_code, o.producer_id
), entry as (
    select s.month, s.producer_id, a.village_code, a.household_id, a.state, s.borne, sum(a.amount_fen - a.reversed_fen) as fen
    from sale s
    join attribution_entry a on a.order_id = s.id and a.county_code = s.county_code
    where a.state <> 'reversed'
    group by 1, 2, 3, 4, 5, 6
), sales as (
    select case when grouping(s.month) = 0 then 'month' when grouping(s.producer_id) = 0 then 'organisation' else 'total' end as dimension,
        coalesce(s.month, s.producer_id::text, '') as key, count(*) as orders, coalesce(sum(s.captured_fen), 0) as sales_fen, coalesce(sum(s.refunded_fen), 0) as refunded_fen,
        count(*) filter (where s.borne) as borne_orders
    from sale s
    group by grouping sets ((), (s.month), (s.producer_id))
), income as (
    select case when grouping(e.month) = 0 then 'month' when grouping(e.producer_id) = 0 then 'organisation' when grouping(e.village_code) = 0 then 'village'
               else 'total' end as dimension,
        coalesce(e.month, e.producer_id::text, e.village_code, '') as key,
        count(distinct e.household_id) filter (where e.state <> 'withheld' and e.fen > 0) as households,
        sum(e.fen) filter (where e.state <> 'withheld') as credited_fen, sum(e.fen) filter (where e.state = 'accrued') as accrued_fen,
        sum(e.fen) filter (where e.state not in ('withheld', 'accrued')) as matured_fen, sum(e.fen) filter (where e.state = 'withheld') as withheld_fen,
        sum(e.fen) filter (where e.borne and e.state not in ('withheld', 'accrued')) as borne_fen
    from entry e
    group by grouping sets ((), (e.month), (e.producer_id), (e.village_code))
)
select dimension, key, case dimension when 'organisation' then coalesce(p.name, '') when 'village' then case when starts_with(g.name, w.name) then '' else coalesce(w.name, '') end || coalesce(g.name, key) else key end as name,
    coalesce(s.orders, 0) as orders, coalesce(s.sales_fen, 0)::bigint as sales_fen, coalesce(s.refunded_fen, 0)::bigint as refunded_fen,
    coalesce(i.households, 0) as households, coalesce(i.credited_fen, 0)::bigint as credited_fen, coalesce(i.accrued_fen, 0)::bigint as accrued_fen,
    coalesce(i.matured_fen, 0)::bigint as matured_fen, coalesce(i.withheld_fen, 0)::bigint as withheld_fen,
    coalesce(s.borne_orders, 0) as borne_orders, coalesce(i.borne_fen, 0)::bigint as borne_fen
from sales s
full join income i using (dimension, key)
left join organisation p on dimension = 'organisation' and p.id::text = key and p.county_code = $1
left join region g on dimension = 'village' and g.code = key and g.level = 5
left join region w on dimension = 'village' and w.code = left(key, 9) and w.level = 4
order by case dimension when 'month' then 1 when 'organisation' then 2 when 'village' then 3 else 0 end, case when dimension = 'month' then key end desc,
    coalesce(i.credited_fen, 0) desc, key
