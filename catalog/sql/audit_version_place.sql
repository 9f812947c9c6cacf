-- Where the next versions of listings stand. $1 after id, $2 rows. Binary columns: id, county_code, state. Index: listing_version primary key.
select t.id, t.county_code, t.state
from listing_version t
where t.id > $1
order by t.id
limit $2
