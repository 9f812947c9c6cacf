-- Lines of an order with the boxes still to pack and the lots they come from. $1 order.
-- Columns: line_id, sku_id, listing_id, title, spec, net_weight_g, quantity, price_fen, paid_fen, refunded_quantity, refunded_fen, to_pack, lots (JSON).
-- Index: order_line_order, reservation primary key.
select l.id as line_id, l.sku_id, l.listing_id, l.title, l.spec, l.net_weight_g, l.quantity, l.price_fen, l.paid_fen, l.refunded_quantity, l.refunded_fen,
       coalesce((select sum(r.quantity - r.released - r.sold) from reservation r where r.line_id = l.id and r.county_code = l.county_code), 0)::bigint as to_pack,
       (select jsonb_agg(jsonb_build_object('lot_id', r.lot_id::text, 'trace_code', t.trace_code, 'quantity', r.quantity - r.released, 'state', t.state,
                                            'to_pack', r.quantity - r.released - r.sold) order by r.lot_id)
        from reservation r join lot t on t.id = r.lot_id and t.county_code = r.county_code
        where r.line_id = l.id and r.county_code = l.county_code and r.quantity > r.released) as lots
from order_line l
where l.order_id = $1
order by l.line_no
