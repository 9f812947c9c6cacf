-- Households that count no longer until somebody has looked: that left the register, moved into another county, or of which it contradicts itself. $1 run, $2 after line, $3 to line.
-- Columns: id, county_code, why (exited, moved_away, doubtful). Index: household_stage primary key, household primary key.
update household h
set state = 'suspended'
from household_stage s
where s.run_id = $1 and s.line_no > $2 and s.line_no <= $3 and s.what in ('changed', 'faulty') and s.state <> 'registered'
  and h.id = s.household_id and h.county_code = s.county_code and h.state = 'confirmed'
returning h.id, h.county_code, s.state as why
