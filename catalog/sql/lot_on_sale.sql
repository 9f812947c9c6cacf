-- Batches that a listing is sold from now, oldest harvest first, as buyers see them. $1 listing, $2 least number of households that is told. At most 6.
-- Columns: trace_code, harvested_on, village_name, households (whose goods are in it; null = too few to say). Indexes: sku_spec_unique, stock_sellable,
-- lot primary key.
select t.trace_code, t.harvested_on, coalesce(v.name, '') as village_name, case when h.n >= $2::bigint then h.n end as households
from (select distinct s.lot_id, s.county_code
      from sku k
      join stock s on s.sku_id = k.id and s.county_code = k.county_code and s.sellable
      where k.listing_id = $1) b
join lot t on t.id = b.lot_id and t.county_code = b.county_code and t.state = 'open'
left join region v on v.code = t.village_code and v.level = 5
cross join lateral (select count(*) as n from lot_supply y where y.lot_id = t.id and y.county_code = t.county_code) h
order by t.harvested_on, t.id
limit 6
