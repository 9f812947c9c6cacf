-- Shares of a household that are withheld, with the sale they come from, oldest first. $1 county, $2 household, $3 cursor (entries above it), $4 limit.
-- Columns: entry_id, order_id, order_state, producer_name, title, spec, quantity (that was not refunded), kind, withhold_reason, held_fen, withheld_at. Index:
-- attribution_withheld, attribution_reversal_once, primary keys of sale_order, order_line, organisation.
select a.id as entry_id, a.order_id, o.state as order_state, p.name as producer_name, l.title, l.spec, l.quantity - l.refunded_quantity as quantity, a.kind, a.withhold_reason,
    a.amount_fen - coalesce(r.fen, 0)::bigint as held_fen, a.accrued_at as withheld_at
from attribution a
join sale_order o on o.id = a.order_id and o.county_code = a.county_code
join order_line l on l.id = a.line_id and l.county_code = a.county_code
join organisation p on p.id = o.producer_id and p.county_code = o.county_code
left join lateral (select sum(x.amount_fen) as fen from attribution_reversal x where x.attribution_id = a.id and x.county_code = a.county_code) r on true
where a.county_code = $1 and a.household_id = $2 and a.state = 'withheld' and a.id > $3::bigint
order by a.id
limit $4::bigint
