-- One listing with its versions, newest first. $1 listing id.
-- Columns: listing_id, county_code, producer_id, producer_name, station_id, current_version_id, created_at, versions (JSON), skus (JSON).
-- Index: primary keys, listing_version_no_unique, sku_spec_unique.
select l.id as listing_id, l.county_code, l.producer_id, o.name as producer_name, l.station_id, l.current_version_id, l.created_at,
    (select coalesce(json_agg(json_build_object('version_id', v.id::text, 'version_no', v.version_no, 'state', v.state, 'title', v.title,
            'created_at', v.created_at, 'submitted_at', v.submitted_at, 'decided_at', v.decided_at) order by v.version_no desc), '[]')
     from listing_version v
     where v.listing_id = l.id and v.county_code = l.county_code) as versions,
    (select coalesce(json_agg(json_build_object('sku_id', k.id::text, 'spec', k.spec, 'net_weight_g', k.net_weight_g,
            'gross_weight_g', k.gross_weight_g, 'received', t.received, 'available', t.available, 'reserved', t.reserved, 'sold', t.sold,
            'written_off', t.written_off) order by k.id), '[]')
     from sku k
     cross join lateral (select coalesce(sum(s.received), 0)::bigint as received, coalesce(sum(s.available), 0)::bigint as available,
            coalesce(sum(s.reserved), 0)::bigint as reserved, coalesce(sum(s.sold), 0)::bigint as sold,
            coalesce(sum(s.written_off), 0)::bigint as written_off
         from stock s
         where s.sku_id = k.id and s.county_code = k.county_code) t
     where k.listing_id = l.id and k.county_code = l.county_code) as skus
from listing l
join organisation o on o.id = l.producer_id and o.county_code = l.county_code
where l.id = $1
