-- Offices of a county and its prefecture by level, in order; where a place is only a step between (the 县 of a municipality) it is told by the name above. $1 county. Columns: kind, name, township_code, village_code, place_name. Index: organisation_county.
select o.kind, o.name, o.township_code, o.village_code, coalesce(case when r.pickable then r.name else p.name end, '') as place_name
from organisation o
left join region r on r.code = coalesce(nullif(o.village_code, ''), nullif(o.township_code, ''), o.county_code) and r.level = case when o.village_code <> '' then 5 when o.township_code <> '' then 4 when o.kind = 'city_office' then 2 else 3 end
left join region p on p.code = r.parent_code and p.level = r.level - 1
where o.county_code in ($1, left($1, 4) || '00') and o.kind in ('city_office', 'county_centre', 'station', 'township_office', 'village_point') and o.state = 'active'
order by case o.kind when 'city_office' then 1 when 'county_centre' then 2 when 'station' then 3 when 'township_office' then 4 else 5 end, o.township_code, o.village_code, o.id
limit 500
