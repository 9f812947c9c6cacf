-- What a start page tells about first: of what is in season, in stock and keeps at most 90 days, the season that began last, its newest lot.
-- $1 today as 'MM-DD', $2 least number of households that is told. DB_SLOW. Columns: _version_id, listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture,
-- producer_name, price_from_fen, no_reason_return, _lot_id, trace_code, harvested_on, lot_village_name, lot_households (whose goods are in it; null = too few to say), province_name.
-- Index: listing_version_on_sale (all of it), lot_listing.
select p.version_id as _version_id, p.listing_id, p.title, p.category, p.produce, p.county_code, p.village_code, p.county_name, p.village_name, p.picture,
    p.producer_name, p.price_from_fen, p.no_reason_return, o.id as _lot_id, o.trace_code, o.harvested_on, g.name as lot_village_name,
    case when y.n >= $2::bigint then y.n end as lot_households, r.name as province_name
from product_card p
join listing_version v on v.id = p.version_id and v.county_code = p.county_code
cross join lateral (select t.id, t.county_code, t.trace_code, t.harvested_on, t.village_code
                    from lot t
                    where t.listing_id = p.listing_id and t.county_code = p.county_code and t.state = 'open'
                        and exists (select 1 from stock s where s.lot_id = t.id and s.county_code = t.county_code and s.available > 0)
                    order by t.harvested_on desc, t.id desc
                    limit 1) o
cross join lateral (select count(*) as n from lot_supply x where x.lot_id = o.id and x.county_code = o.county_code) y
left join region g on g.code = o.village_code and g.level = 5
left join region r on r.code = left(p.county_code, 2) || '0000' and r.level = 1
where v.season_from <> '' and (v.season_from, v.season_to) <> ('01-01', '12-31') and v.shelf_life_days between 1 and 90
    and season_holds(v.season_from, v.season_to, $1::text)
order by season_age(v.season_from, $1::text), o.harvested_on desc, p.version_id
limit 1
