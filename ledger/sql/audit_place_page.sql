-- Where households stand in counties' months. $1 the first household, $2 the last. Binary columns: household_id, county_code, village_code, place. Index: household_place_household.
select p.household_id, p.county_code, p.village_code, p.place
from household_place p
where p.household_id between $1 and $2
order by p.household_id
