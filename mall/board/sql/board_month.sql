-- Where the money of the orders paid in a month is now, from the orders and the entries of households, so that the parts add up to the sales.
-- $1 and $2 the month's first and the next month's first day, $3 households as the board tells them (board_income), else as they are now. DB_SLOW, reads all orders.
-- Columns: orders (with anything left), producers, counties (of them), goods_fen (less refunds), freight_fen (likewise), households (distinct), matured_households,
-- accrued_households, matured_fen, accrued_fen, withheld_fen. Index: attribution_pool primary key.
-- Of orders that were refunded whole after completion, which the seller bore, nothing counts as the households'.
with sale as (
    select o.county_code, o.id, o.producer_id, o.freight_fen - o.freight_refunded_fen as freight_fen,
        (select coalesce(sum(l.paid_fen - l.refunded_fen), 0)::bigint from order_line l where l.order_id = o.id and l.county_code = o.county_code) as goods_fen
    from sale_order o
    where o.paid_at >= $1::date::timestamp at time zone 'Asia/Shanghai' and o.paid_at < $2::date::timestamp at time zone 'Asia/Shanghai'
        and o.state in ('paid', 'completed')
), sold as (
    select s.county_code, count(*) filter (where s.goods_fen + s.freight_fen > 0) as orders,
        count(distinct s.producer_id) filter (where s.goods_fen + s.freight_fen > 0) as producers, sum(s.goods_fen) as goods_fen, sum(s.freight_fen) as freight_fen
    from sale s
    group by s.county_code
), entry as (
    select t.county_code, t.household_id, t.state = 'withheld' as withheld, t.state = 'accrued' as open,
        t.amount_fen - t.reversed_fen as fen
    from sale s
    join attribution_entry t on t.order_id = s.id and t.county_code = s.county_code
    where t.state <> 'reversed' and s.goods_fen > 0 and not $3::boolean
    union all
    select b.county_code, b.household_id, b.step = 'withheld', b.step = 'accrued', b.fen
    from board_income b
    where b.month = to_char($1::date, 'YYYY-MM') and b.step <> 'borne' and $3::boolean
), credited as (
    select e.county_code, count(distinct e.household_id) filter (where not e.withheld) as households,
        count(distinct e.household_id) filter (where not e.withheld and not e.open) as matured_households,
        count(distinct e.household_id) filter (where e.open) as accrued_households,
        sum(e.fen) filter (where not e.withheld and not e.open) as matured_fen, sum(e.fen) filter (where e.open) as accrued_fen,
        sum(e.fen) filter (where e.withheld) as withheld_fen
    from entry e
    where e.fen > 0
    group by e.county_code
)
select coalesce(sum(s.orders), 0)::bigint as orders, coalesce(sum(s.producers), 0)::bigint as producers,
    count(*) filter (where s.orders > 0) as counties, coalesce(sum(s.goods_fen), 0)::bigint as goods_fen,
    coalesce(sum(s.freight_fen), 0)::bigint as freight_fen, coalesce(sum(c.households), 0)::bigint as households,
    coalesce(sum(c.matured_households), 0)::bigint as matured_households, coalesce(sum(c.accrued_households), 0)::bigint as accrued_households,
    coalesce(sum(c.matured_fen), 0)::bigint as matured_fen, coalesce(sum(c.accrued_fen), 0)::bigint as accrued_fen,
    coalesce(sum(c.withheld_fen), 0)::bigint as withheld_fen
from sold s
left join credited c on c.county_code = s.county_code
