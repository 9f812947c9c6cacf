-- Some of them count no longer until somebody has looked. $1 run, $2 the snapshot's change, $3 at most so many.
-- Columns: id, county_code. Reads all of household_version and household: those that hold. Who is missing is told by grouping, not by a join: nobody has figures of a stage that was just filled, and row by row
-- it would be read once for each household.
update household h
set state = 'suspended'
from (select n.id, n.county_code
      from (select k.id, k.county_code, 0 as staged
            from household k
            join household_version v on v.household_id = k.id and v.county_code = k.county_code and v.valid_to is null and v.change_no <= $2
            where k.state = 'confirmed'
            union all
            select s.household_id, s.county_code, 1
            from household_stage s
            where s.run_id = $1 and s.household_id > 0) n
      group by n.id, n.county_code
      having max(n.staged) = 0
      limit $3) g
where h.id = g.id and h.county_code = g.county_code and h.state = 'confirmed'
returning h.id, h.county_code
