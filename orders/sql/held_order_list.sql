-- Orders with shares of a household that are withheld, oldest first. $1 county, $2 household, $3 states that its link to the seller may have, $4 limit. Columns: order_id.
-- Index: withheld_share_open, sale_order primary key, benefit_link_unique.
select distinct a.order_id
from withheld_share a
join sale_order o on o.id = a.order_id and o.county_code = a.county_code
left join benefit_link l on l.household_id = a.household_id and l.producer_id = o.producer_id and l.county_code = a.county_code
where a.county_code = $1 and a.household_id = $2 and a.state = 'withheld' and coalesce(l.state, 'free') = any ($3::text[])
order by a.order_id
limit $4::bigint
