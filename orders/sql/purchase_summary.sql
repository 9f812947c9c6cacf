-- How many of a buyer's purchases stand where, and what this year's came to. $1 buyer.
-- Columns: all_count, unpaid_count, to_ship_count, to_receive_count, after_sale_count, after_sale_open_count, done_count, year, year_orders, year_fen (paid
-- and not refunded), year_households_fen (credited and not taken back), year_counties.
-- Indexes: trade_buyer, sale_order_trade, parcel_order, order_refund_order, attribution_pool primary key.
with mine as (
    select p.order_id, p.phase, p.refunds + p.returns as refunds, p.refunds_open + p.returns_open as refunds_open, p.total_fen - p.refunded_fen as kept_fen, p.county_code,
        p.paid_at >= date_trunc('year', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' as this_year
    from purchase p
    where p.trade_id = any (array(select t.id from trade t where t.buyer_id = $1))
)
select count(*) as all_count, count(*) filter (where m.phase = 'unpaid') as unpaid_count, count(*) filter (where m.phase = 'to_ship') as to_ship_count,
    count(*) filter (where m.phase = 'to_receive') as to_receive_count, count(*) filter (where m.refunds > 0) as after_sale_count,
    count(*) filter (where m.refunds_open > 0) as after_sale_open_count, count(*) filter (where m.phase = 'done') as done_count,
    extract(year from now() at time zone 'Asia/Shanghai')::bigint as year,
    count(m.order_id) filter (where m.this_year and m.phase <> 'cancelled') as year_orders,
    coalesce(sum(m.kept_fen) filter (where m.this_year), 0)::bigint as year_fen,
    coalesce(sum(h.fen) filter (where m.this_year), 0)::bigint as year_households_fen,
    count(distinct m.county_code) filter (where m.this_year and m.phase <> 'cancelled') as year_counties
from mine m
cross join lateral (select coalesce(sum(a.amount_fen - a.reversed_fen), 0) as fen
                    from attribution_entry a
                    where a.order_id = m.order_id and a.county_code = m.county_code and a.state <> 'withheld') h
