-- Shares of a household that are withheld, with the sale they come from, oldest first. $1 county, $2 household, $3 cursor (entries above it), $4 limit.
-- Columns: entry_id, order_id, order_state, producer_name, title, spec, quantity (that was not refunded), kind, withhold_reason, held_fen, withheld_at. Index:
-- withheld_share_open, primary keys.
select a.id as entry_id, a.order_id, o.state as order_state, p.name as producer_name, l.title, l.spec, l.quantity - l.refunded_quantity as quantity, r.kind, a.reason as withhold_reason,
    a.amount_fen - a.back_fen as held_fen, a.withheld_at
from withheld_share a
join attribution_pool n on n.order_id = a.order_id and n.line_id = a.line_id and n.pool_no = a.pool_no and n.county_code = a.county_code
join roster r on r.id = n.roster_id and r.county_code = a.county_code
join sale_order o on o.id = a.order_id and o.county_code = a.county_code
join order_line l on l.id = a.line_id and l.county_code = a.county_code
join organisation p on p.id = o.producer_id and p.county_code = o.county_code
where a.county_code = $1 and a.household_id = $2 and a.state = 'withheld' and a.id > $3::bigint
order by a.id
limit $4::bigint
