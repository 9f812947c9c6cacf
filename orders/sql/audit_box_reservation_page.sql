-- The next reservations, all of a line's at once. $1 after line, $2 rows. Binary columns: line_id, lot_id, sku_id, county_code, quantity, sold. Index: reservation primary key.
select r.line_id, r.lot_id, r.sku_id, r.county_code, r.quantity, r.sold
from reservation r
where r.line_id > $1
order by r.line_id
fetch first $2 rows with ties
