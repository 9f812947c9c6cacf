-- What lies next in parcels, by the columns that it is stamped by, all of a line's at once. $1 after line, $2 rows. Binary columns: parcel_id, county_code, line_id, lot_id, sku_id, quantity, trace_code,
-- village_code, harvested_on, stamp. Index: parcel_item_line.
select i.parcel_id, i.county_code, i.line_id, i.lot_id, i.sku_id, i.quantity, i.trace_code, i.village_code, i.harvested_on, i.stamp
from parcel_item i
where i.line_id > $1
order by i.line_id
fetch first $2 rows with ties
