-- Stamps of trades, of orders together with their lines, and of what refunds give back (base/stamp.h). The address is not in it: it must open for its row.

alter table trade add column stamp bytea;
create function stamp_bytes(t trade) returns bytea language sql stable
    return record_send(row('trade'::text, t.id, t.county_code, t.buyer_id, t.total_fen));
grant execute on function stamp_bytes(trade) to mall_app;

alter table sale_order add column stamp bytea;
create function stamp_bytes(t sale_order) returns bytea language sql stable
    return record_send(row('sale_order'::text, t.id, t.county_code, t.trade_id, t.buyer_id, t.producer_id, t.station_id, t.goods_fen, t.freight_fen,
        t.region_code,
        (select string_agg(record_send(row(l.id, l.county_code, l.line_no, l.sku_id, l.listing_id, l.version_id, l.plan_id, l.title, l.spec, l.net_weight_g,
                                           l.quantity, l.price_fen, l.paid_fen)), ''::bytea order by l.line_no, l.id)
         from order_line l
         where l.order_id = t.id and l.county_code = t.county_code)));
grant execute on function stamp_bytes(sale_order) to mall_app;

alter table order_refund add column stamp bytea;
create function stamp_bytes(t order_refund) returns bytea language sql stable
    return record_send(row('order_refund'::text, t.refund_id, t.county_code, t.order_id, t.station_id, t.goods_fen, t.freight_fen, t.after_completion));
grant execute on function stamp_bytes(order_refund) to mall_app;

alter table refund_line add column stamp bytea;
create function stamp_bytes(t refund_line) returns bytea language sql stable
    return record_send(row('refund_line'::text, t.refund_id, t.county_code, t.line_id, t.quantity, t.goods_fen));
grant execute on function stamp_bytes(refund_line) to mall_app;

alter table reservation_move add column stamp bytea;
create function stamp_bytes(t reservation_move) returns bytea language sql stable
    return record_send(row('reservation_move'::text, t.id, t.county_code, t.order_id, t.line_id, t.from_lot_id, t.to_lot_id, t.quantity, t.at));
grant execute on function stamp_bytes(reservation_move) to mall_app;
