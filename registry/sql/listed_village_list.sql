-- A county's list of poor villages, by code. $1 county, $2 code to begin after, $3 at most. Columns: village_code, name, periods (json: begins_on, ended_on). Index: listed_village primary key.
select v.village_code, max(v.name) as name,
    json_agg(json_build_object('begins_on', v.valid_from, 'ended_on', v.valid_to) order by v.valid_from) as periods
from listed_village v
where v.county_code = $1::text and v.village_code > $2::text
group by v.village_code
order by v.village_code
limit $3
