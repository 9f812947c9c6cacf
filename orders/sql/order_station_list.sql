-- A station's orders in a state, oldest first. $1 station, $2 state, $3 packing ('todo' = boxes wait, 'done' = none, '' = either), $4 producer (0 = any),
-- $5 beginning of the destination's code ('' = any), $6 after id, $7 limit.
-- Columns: order_id, state, producer_id, producer_name, goods_fen, freight_fen, total_fen, region_code, paid_at, address_deleted_at, lines (JSON), parcels, to_pack, to_pack_g.
-- Index: sale_order_station (state paid).
select o.id as order_id, o.state, o.producer_id,
       (select p.name from organisation p where p.id = o.producer_id and p.county_code = o.county_code) as producer_name, o.goods_fen, o.freight_fen, o.goods_fen + o.freight_fen as total_fen, o.region_code, o.paid_at,
       o.address_deleted_at,
       (select jsonb_agg(jsonb_build_object('line_id', l.id::text, 'title', l.title, 'spec', l.spec, 'quantity', l.quantity - l.refunded_quantity) order by l.line_no)
        from order_line l where l.order_id = o.id and l.county_code = o.county_code) as lines,
       (select count(*) from parcel c where c.order_id = o.id and c.county_code = o.county_code) as parcels,
       w.to_pack, w.to_pack_g
from sale_order o
cross join lateral (select coalesce(sum(r.quantity - r.released - r.sold), 0)::bigint as to_pack,
                           coalesce(sum((r.quantity - r.released - r.sold) * l.net_weight_g), 0)::bigint as to_pack_g
                    from order_line l
                    join reservation r on r.line_id = l.id and r.county_code = l.county_code
                    where l.order_id = o.id and l.county_code = o.county_code) w
where o.station_id = $1 and o.state = $2 and ($3::text = '' or ($3::text = 'todo') = (w.to_pack > 0)) and ($4::bigint = 0 or o.producer_id = $4::bigint)
    and starts_with(o.region_code, $5::text) and o.id > $6
order by o.id
limit $7
