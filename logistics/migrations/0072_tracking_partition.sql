-- What carriers reported, by years of the parcels.
drop function stamp_bytes(tracking_event);
select partition_begin('tracking_event', 'parcel_id', 'year', null);
grant select, insert on tracking_event to mall_app;
create function stamp_bytes(t tracking_event) returns bytea language sql stable
    return record_send(row('tracking_event'::text, t.parcel_id, t.county_code, t.event_hash, t.state, t.happened_at, t.text));
grant execute on function stamp_bytes(tracking_event) to mall_app;
