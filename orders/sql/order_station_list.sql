-- A station's orders in a state, oldest first. $1 station, $2 state, $3 after id, $4 limit.
-- Columns: order_id, state, producer_id, producer_name, total_fen, region_code, paid_at, lines (JSON), parcels. Index: sale_order_station (state paid).
select o.id as order_id, o.state, o.producer_id, p.name as producer_name, o.goods_fen + o.freight_fen as total_fen, o.region_code, o.paid_at,
       (select jsonb_agg(jsonb_build_object('line_id', l.id::text, 'title', l.title, 'spec', l.spec, 'quantity', l.quantity - l.refunded_quantity) order by l.line_no)
        from order_line l where l.order_id = o.id and l.county_code = o.county_code) as lines,
       (select count(*) from parcel c where c.order_id = o.id and c.county_code = o.county_code) as parcels
from sale_order o
join organisation p on p.id = o.producer_id and p.county_code = o.county_code
where o.station_id = $1 and o.state = $2 and o.id > $3
order by o.id
limit $4
