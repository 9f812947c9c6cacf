-- Whether a region is one that parcels go to: a county or below, in force now. $1 region code. Columns: found (a row when it is). Index: region primary
-- key.
select 1 as found
from region r
where r.code = $1 and r.level >= 3 and r.valid_to is null
limit 1
