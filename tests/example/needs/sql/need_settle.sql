-- Takes needs of nothing for met. Columns: id, county_code.
update need
set state = 'met'
where state = 'told' and boxes = 0
returning id, county_code
