-- Parcels: packed, handed over, on their way, signed for; what is in them and what the carrier reported.
create temporary view new_parcel as
select parcel_id as id, county_code, order_id, station_id,
       case when signed_ms is not null then 'signed' when transit_ms is not null then 'in_transit' when handed_ms is not null then 'handed_over' else 'packed' end as state,
       goods_fen as weight_g, case when handed_ms is not null then 'YTO' else '' end as carrier, case when handed_ms is not null then 'YT8' || lpad(n::text, 12, '0') end as waybill_no,
       2 as packed_by, at(packed_ms) as packed_at, at(handed_ms) as handed_over_at, at(signed_ms) as signed_at
from deal
where parcel_id is not null;
create temporary view new_parcel_item as
select d.parcel_id, l.county_code, l.line_id, l.lot_id, l.sku_id, l.packed as quantity, l.trace_code, l.village_code, l.harvested_on
from deal_line l
join deal d on d.n = l.n and d.parcel_id is not null
where l.packed > 0;
create temporary view new_tracking_event as
select d.parcel_id, d.county_code, sha256(convert_to(d.parcel_id || m.state, 'UTF8')) as event_hash, m.state, at(m.ms) as happened_at, m.text, at(m.ms) as received_at
from deal d
cross join lateral (values (d.handed_ms, 'picked_up', '已揽收'), (d.transit_ms, 'in_transit', '已到达转运中心'), (d.signed_ms, 'signed', '已签收')) m (ms, state, text)
where d.parcel_id is not null and m.ms is not null;
create temporary view parcel_move as
select id(m.ms, d.n, 14) as id, d.county_code as shard_key, 'parcel' as machine, d.parcel_id as object_id, m.from_state, m.to_state, 2 as actor_id, m.reason, at(m.ms) as at
from deal d
cross join lateral (values (d.handed_ms, 'packed', 'handed_over', ''), (d.transit_ms, 'handed_over', 'in_transit', 'carrier'), (d.signed_ms, 'in_transit', 'signed', 'carrier'))
    m (ms, from_state, to_state, reason)
where d.parcel_id is not null and m.ms is not null;
create temporary view waybill as
select 'waybill' as kind, carrier || ' ' || waybill_no as value, id as owner_id
from new_parcel
where waybill_no is not null;
insert into plan (target, source) values ('parcel', ''), ('unique_value', 'waybill'), ('parcel_item', ''), ('tracking_event', ''), ('state_log', 'parcel_move');
