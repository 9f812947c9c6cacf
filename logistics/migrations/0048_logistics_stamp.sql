-- Stamps of parcels, what is in them and what their carriers reported (base/stamp.h).

alter table parcel add column stamp bytea;
create function stamp_bytes(t parcel) returns bytea language sql stable
    return record_send(row('parcel'::text, t.id, t.county_code, t.order_id, t.station_id, t.weight_g, t.packed_by, t.carrier, t.waybill_no));
grant execute on function stamp_bytes(parcel) to mall_app;

alter table parcel_item add column stamp bytea;
create function stamp_bytes(t parcel_item) returns bytea language sql stable
    return record_send(row('parcel_item'::text, t.parcel_id, t.county_code, t.line_id, t.lot_id, t.sku_id, t.quantity, t.trace_code, t.village_code,
        t.harvested_on));
grant execute on function stamp_bytes(parcel_item) to mall_app;

alter table tracking_event add column stamp bytea;
create function stamp_bytes(t tracking_event) returns bytea language sql stable
    return record_send(row('tracking_event'::text, t.parcel_id, t.county_code, t.event_hash, t.state, t.happened_at, t.text));
grant execute on function stamp_bytes(tracking_event) to mall_app;
