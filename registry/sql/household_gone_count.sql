-- How many households that count the register told of before, and does not have in this snapshot. $1 run, $2 the snapshot's change. Columns: households, known.
select count(*) filter (where s.household_id is null) as households, count(*) as known
from household h
join household_version v on v.household_id = h.id and v.county_code = h.county_code and v.valid_to is null and v.change_no <= $2
left join household_stage s on s.run_id = $1 and s.household_id = h.id and s.county_code = h.county_code
where h.state = 'confirmed'
