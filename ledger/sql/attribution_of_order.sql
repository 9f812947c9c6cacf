-- Entries of one order, in order of line, pool and household; its row is locked by whoever reads. $1 order.
-- Columns: id, line_id, place, places (of the roster), pool_no, household_id, county_code, state, amount_fen, reversed_fen.
-- Index: attribution_pool primary key, roster_place primary key, withheld_share primary key, maturity primary key.
select a.id, a.line_id, a.place, a.places, a.pool_no, a.household_id, a.county_code, a.state, a.amount_fen, a.reversed_fen
from attribution_entry a
where a.order_id = $1
order by a.line_id, a.pool_no, a.place
