-- What a buyer bought, newest first. $1 buyer, $2 cursor (purchases below it), $3 limit, $4 tab: a phase, 'after_sale' = with refunds or returns, '' = all.
-- Columns: purchase_id, trade_id, order_id (null: not paid), phase, producer_name, station_names (JSON), total_fen, goods_fen, freight_fen, refunded_fen,
-- households_fen, placed_at, expires_at, paid_at, signed_at, completed_at, refunds, refunds_open, returns (payments that were not owed), returns_open,
-- returns_fen, lines (JSON), parcels (JSON), _parcels, _parcels_packed,
-- _to_pack. Indexes: trade_buyer, sale_order_trade, order_line_order, parcel_order, order_refund_order, attribution_pool primary key.
select p.purchase_id, p.trade_id, p.order_id, p.phase,
    (select g.name from organisation g where g.id = p.producer_id and g.county_code = p.county_code) as producer_name,
    (select jsonb_agg(distinct s.name)
     from sale_order o
     join organisation s on s.id = o.station_id and s.county_code = o.county_code
     where o.trade_id = p.trade_id and (p.order_id is null or o.id = p.order_id)) as station_names,
    p.total_fen, p.goods_fen, p.freight_fen, p.refunded_fen,
    coalesce((select sum(a.amount_fen - a.reversed_fen)
              from attribution_entry a
              where a.order_id = p.order_id and a.county_code = p.county_code and a.state <> 'withheld'), 0)::bigint as households_fen,
    p.placed_at, p.expires_at, p.paid_at, p.signed_at, p.completed_at, p.refunds, p.refunds_open, p.returns, p.returns_open, p.returns_fen,
    (select jsonb_agg(jsonb_build_object('line_id', l.id::text, 'order_id', l.order_id::text, 'sku_id', l.sku_id::text, 'listing_id', l.listing_id::text,
            'title', l.title, 'spec', l.spec, 'picture', v.picture, 'quantity', l.quantity, 'refunded_quantity', l.refunded_quantity) order by l.order_id, l.line_no)
     from sale_order o
     join order_line l on l.order_id = o.id and l.county_code = o.county_code
     join listing_version v on v.id = l.version_id and v.county_code = l.county_code
     where o.trade_id = p.trade_id and (p.order_id is null or o.id = p.order_id)) as lines,
    (select coalesce(jsonb_agg(jsonb_build_object('parcel_id', x.id::text, 'state', x.state, 'signed_at', x.signed_at) order by x.id), '[]')
     from parcel x
     where x.order_id = p.order_id and x.county_code = p.county_code) as parcels,
    p.parcels as _parcels, p.parcels_packed as _parcels_packed, p.to_pack as _to_pack
from purchase p
where p.trade_id = any (array(select t.id from trade t where t.buyer_id = $1)) and p.purchase_id < $2::bigint
    and ($4::text = '' or ($4::text = 'after_sale' and p.refunds + p.returns > 0) or p.phase = $4::text)
order by p.purchase_id desc
limit $3::bigint
