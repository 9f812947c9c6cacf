-- One order as its receipt shows it, in one snapshot. $1 order. No column but _buyer_id and _trade_id says who bought it or where it went.
-- Columns: order_id, _buyer_id, _trade_id, _is_away (it was paid, in a year that lies outside the books), state, county_code, county_name, producer_id, producer_name, station_name, placed_at, paid_at, completed_at,
-- freight_kept_fen (freight that was not given back), books (balance of each kind of account that the order's transfers left, and under 'by:<kind>'
-- the sum of its transfers of that kind), lines, households (by household, kind and state), refunds.
-- Indexes: primary keys, order_line_order, transfer_order, attribution_pool primary key, order_refund_order.
select o.id as order_id, o.buyer_id as _buyer_id, o.trade_id as _trade_id,
    o.paid_at is not null and o.id < (select f.objects_from from year_floor f) as _is_away, o.state, o.county_code, c.name as county_name, o.producer_id, p.name as producer_name,
    s.name as station_name, o.placed_at, o.paid_at, o.completed_at, o.freight_fen - o.freight_refunded_fen as freight_kept_fen,
    (select jsonb_object_agg(b.name, b.fen)
     from (select e.name, sum(e.fen) as fen
           from transfer t
           cross join lateral (values (t.credit_kind, t.amount_fen), (t.debit_kind, -t.amount_fen), ('by:' || t.kind, t.amount_fen)) e (name, fen)
           where t.order_id = $1 and t.county_code = o.county_code and t.order_id <> 0
           group by e.name) b) as books,
    (select coalesce(jsonb_agg(jsonb_build_object(
                'listing_id', l.listing_id::text, 'title', l.title, 'spec', l.spec, 'quantity', l.quantity, 'price_fen', l.price_fen,
                'paid_fen', l.paid_fen, 'refunded_quantity', l.refunded_quantity, 'refunded_fen', l.refunded_fen) order by l.line_no), '[]')
     from order_line l
     where l.order_id = o.id and l.county_code = o.county_code) as lines,
    (select coalesce(jsonb_agg(jsonb_build_object(
                'household', g.household, 'hidden', g.hidden, 'pseudonym', g.pseudonym, 'village_name', g.village_name, 'village_code', g.village_code, 'kind', g.kind, 'state', g.state, 'credited_fen', g.credited_fen,
                'reversed_fen', g.reversed_fen, 'net_fen', g.credited_fen - g.reversed_fen) order by g.household_id, g.kind, g.state), '[]')
     from (select a.household_id, dense_rank() over (order by a.household_id) as household, public_name(h) as pseudonym, not h.consent_shown as hidden, coalesce(v.name, '') as village_name, coalesce(a.village_code, '') as village_code, a.kind, a.state, sum(a.amount_fen) as credited_fen,
               sum(a.reversed_fen) as reversed_fen
           from attribution_entry a
           join household h on h.id = a.household_id and h.county_code = a.county_code
           left join region v on v.code = a.village_code and v.level = 5
           where a.order_id = $1 and a.county_code = o.county_code
           group by a.household_id, public_name(h), h.consent_shown, v.name, a.village_code, a.kind, a.state) g) as households,
    (select coalesce(jsonb_agg(jsonb_build_object(
                'total_fen', r.total_fen, 'state', r.state, 'after_completion', f.after_completion,
                'day', to_char(r.created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD')) order by r.id), '[]')
     from order_refund f
     join refund r on r.id = f.refund_id and r.county_code = f.county_code
     where f.order_id = o.id and f.county_code = o.county_code) as refunds
from sale_order o
join organisation p on p.id = o.producer_id and p.county_code = o.county_code
join organisation s on s.id = o.station_id and s.county_code = o.county_code
left join region c on c.code = o.county_code and c.level = 3
where o.id = $1
