-- Rosters that a household is in. $1 household. Columns: roster_id. Index: roster_place_household.
select roster_id
from roster_place
where household_id = $1
