-- Completed orders with shares of a household that are withheld, oldest first. $1 county, $2 household, $3 limit. Columns: order_id.
-- Index: withheld_share_open, sale_order primary key.
select distinct a.order_id
from withheld_share a
join sale_order o on o.id = a.order_id and o.county_code = a.county_code
where a.county_code = $1 and a.household_id = $2 and a.state = 'withheld' and o.state = 'completed'
order by a.order_id
limit $3::bigint
