-- Some of them count no longer until somebody has looked. $1 run, $2 the snapshot's change, $3 at most so many.
-- Columns: id, county_code. Reads all of household_version: those that hold.
update household h
set state = 'suspended'
from (select k.id, k.county_code
      from household k
      join household_version v on v.household_id = k.id and v.county_code = k.county_code and v.valid_to is null and v.change_no <= $2
      left join household_stage s on s.run_id = $1 and s.household_id = k.id and s.county_code = k.county_code
      where k.state = 'confirmed' and s.household_id is null
      limit $3) g
where h.id = g.id and h.county_code = g.county_code and h.state = 'confirmed'
returning h.id, h.county_code
