-- Codes that died and are still used, with how many use them. $1 first digits of the codes ('' = the country), $2 and $3 code and level to begin after, $4 limit. DB_SLOW.
-- Columns: code, level, households, organisations, addresses, grants. Index: region_ended, household_village, organisation_county, address_region.
with ended as (
    select code, level
    from region
    where valid_to is not null and level >= 3 and starts_with(code, $1) and (code, level) > ($2::text, $3::bigint)
), used as (
    select e.code, e.level, count(*) as households, 0::bigint as organisations, 0::bigint as addresses, 0::bigint as grants
    from ended e
    join household h on h.village_code = e.code and h.county_code = left(e.code, 6)
    where e.level = 5
    group by e.code, e.level
    union all
    select e.code, e.level, 0, count(*), 0, 0
    from ended e
    join organisation o on o.county_code = left(e.code, 6)
        and (e.level = 5 and o.village_code = e.code or e.level = 4 and o.township_code = e.code or e.level = 3)
    group by e.code, e.level
    union all
    select e.code, e.level, 0, 0, count(*), 0
    from ended e
    join address a on a.region_code = e.code
    group by e.code, e.level
    union all
    select e.code, e.level, 0, 0, 0, count(*)
    from ended e
    join role_grant g on g.region_code = e.code and g.valid_to is null
    group by e.code, e.level
)
select code, level, sum(households)::bigint as households, sum(organisations)::bigint as organisations, sum(addresses)::bigint as addresses, sum(grants)::bigint as grants
from used
group by code, level
order by code, level
limit $4
