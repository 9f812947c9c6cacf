-- Dead codes of a region that are still used. $1 region ('' = the country). Columns: count, oldest_at. Index: region_ended, household_village, organisation_county, address_region.
with ended as (
    select code, level, valid_to
    from region
    where valid_to is not null and level >= 4 and starts_with(code, $1)
), used as (
    select e.code, e.level, e.valid_to
    from ended e
    where e.level = 5 and exists (select from household h where h.village_code = e.code and h.county_code = left(e.code, 6))
    union
    select e.code, e.level, e.valid_to
    from ended e
    where exists (select from organisation o where o.county_code = left(e.code, 6) and (o.village_code = e.code or o.township_code = e.code))
    union
    select e.code, e.level, e.valid_to
    from ended e
    where exists (select from address a where a.region_code = e.code)
)
select count(*) as count, min(valid_to)::timestamptz as oldest_at
from (select valid_to from used limit 1000) u
