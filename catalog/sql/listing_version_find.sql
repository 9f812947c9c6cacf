-- One version whole, for its producer and the desks. $1 version id.
-- Columns: version_id, id, listing_id, version_no, state, county_code, producer_id, producer_name, station_id, title, category, produce, story, village_code,
-- village_name, size_low_mm, size_high_mm, season_from, season_to, shelf_life_days, storage, no_reason_return, picture, plan_id, created_at, submitted_at,
-- decided_at, base_version_id (the listing's version on sale), pictures (JSON), skus (JSON), plan (JSON). Index: primary keys.
select v.id as version_id, v.id, v.listing_id, v.version_no, v.state, v.county_code, l.producer_id, o.name as producer_name, l.station_id, v.title, v.category, v.produce,
    v.story, v.village_code, g.name as village_name, v.size_low_mm, v.size_high_mm, v.season_from, v.season_to, v.shelf_life_days, v.storage,
    v.no_reason_return, v.picture, v.plan_id, v.created_at, v.submitted_at, v.decided_at, l.current_version_id as base_version_id,
    (select coalesce(json_agg(p.photo order by p.place), '[]')
     from version_photo p
     where p.version_id = v.id and p.county_code = v.county_code) as pictures,
    (select coalesce(json_agg(json_build_object('sku_id', k.id::text, 'spec', k.spec, 'net_weight_g', k.net_weight_g,
            'gross_weight_g', k.gross_weight_g, 'price_fen', s.price_fen) order by k.id), '[]')
     from version_sku s
     join sku k on k.id = s.sku_id and k.county_code = s.county_code
     where s.version_id = v.id and s.county_code = v.county_code) as skus,
    json_build_object('pools',
        (select coalesce(json_agg(json_build_object('pool_no', p.pool_no, 'kind', p.kind, 'rule', p.rule, 'rate', p.rate, 'shares',
            (select coalesce(json_agg(json_build_object('household_id', h.id::text, 'pseudonym', h.pseudonym, 'village_code', h.village_code,
                    'state', h.state, 'weight', b.weight) order by h.id), '[]')
             from benefit_share b
             join household h on h.id = b.household_id and h.county_code = b.county_code
             where b.plan_id = p.plan_id and b.pool_no = p.pool_no and b.county_code = p.county_code)) order by p.pool_no), '[]')
         from benefit_pool p
         where p.plan_id = v.plan_id and p.county_code = v.county_code)) as plan
from listing_version v
join listing l on l.id = v.listing_id and l.county_code = v.county_code
join organisation o on o.id = l.producer_id and o.county_code = l.county_code
left join region g on g.code = v.village_code and g.level = 5
where v.id = $1
