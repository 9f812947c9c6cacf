-- What is on sale under a listing, as everybody sees it, while its producer and its station are active. $1 listing id.
-- Columns: _version_id (not shown, as the next two), _plan_id, _producer_id, county_code, listing_id, version_id, title, category, produce, story, picture,
-- village_code, size_low_mm, size_high_mm, season_from, season_to, shelf_life_days, storage, no_reason_return, producer_id, producer_name, producer_kind,
-- station_id, pictures (JSON), origin (JSON). Index: primary keys.
select v.id as _version_id, v.plan_id as _plan_id, l.producer_id as _producer_id, v.county_code, v.listing_id, v.id as version_id, v.title, v.category,
    v.produce, v.story, v.picture, v.village_code, v.size_low_mm, v.size_high_mm, v.season_from, v.season_to, v.shelf_life_days, v.storage,
    v.no_reason_return, l.producer_id, o.name as producer_name, o.kind as producer_kind, l.station_id,
    (select coalesce(json_agg(p.photo order by p.place), '[]')
     from version_photo p
     where p.version_id = v.id and p.county_code = v.county_code) as pictures,
    (select coalesce(json_agg(r.name order by r.level), '[]') from region r
     where (r.code, r.level) in ((left(v.village_code, 2) || '0000', 1::smallint), (left(v.village_code, 4) || '00', 2::smallint),
                                 (left(v.village_code, 6), 3::smallint), (left(v.village_code, 9), 4::smallint), (v.village_code, 5::smallint))
         and r.pickable) as origin
from listing l
join listing_version v on v.id = l.current_version_id and v.county_code = l.county_code
join organisation o on o.id = l.producer_id and o.county_code = l.county_code and o.state = 'active'
join organisation s on s.id = l.station_id and s.county_code = l.county_code and s.state = 'active'
where l.id = $1 and v.state = 'on_sale'
