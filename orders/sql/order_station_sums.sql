-- What a station's orders in a state come to. $1 station, $2 state, $3 packing ('todo' = boxes wait, 'done' = none, '' = either), $4 producer (0 = any),
-- $5 beginning of the destination's code ('' = any), $6 how many are added at most.
-- Columns: orders, boxes (that wait to be packed), net_g (theirs), goods_fen, freight_fen, total_fen. Index: sale_order_station (state paid).
select count(*) as orders, coalesce(sum(n.to_pack), 0)::bigint as boxes, coalesce(sum(n.to_pack_g), 0)::bigint as net_g,
       coalesce(sum(n.goods_fen), 0)::bigint as goods_fen, coalesce(sum(n.freight_fen), 0)::bigint as freight_fen,
       coalesce(sum(n.goods_fen + n.freight_fen), 0)::bigint as total_fen
from (select o.goods_fen, o.freight_fen, w.to_pack, w.to_pack_g
      from sale_order o
      cross join lateral (select coalesce(sum(r.quantity - r.released - r.sold), 0)::bigint as to_pack,
                                 coalesce(sum((r.quantity - r.released - r.sold) * l.net_weight_g), 0)::bigint as to_pack_g
                          from order_line l
                          join reservation r on r.line_id = l.id and r.county_code = l.county_code
                          where l.order_id = o.id and l.county_code = o.county_code) w
      where o.station_id = $1 and o.state = $2 and ($3::text = '' or ($3::text = 'todo') = (w.to_pack > 0)) and ($4::bigint = 0 or o.producer_id = $4::bigint)
          and starts_with(o.region_code, $5::text)
      order by o.id
      limit $6::bigint) n
