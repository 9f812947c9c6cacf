-- Orders with shares of a household that are withheld, oldest first. $1 county, $2 household, $3 limit. Columns: order_id. Index: attribution_withheld.
select distinct a.order_id
from attribution a
where a.county_code = $1 and a.household_id = $2 and a.state = 'withheld'
order by a.order_id
limit $3::bigint
