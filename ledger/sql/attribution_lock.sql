-- Entries of one order with what was taken back, locked. $1 order. Columns: id, line_id, pool_no, household_id, county_code, state, amount_fen, reversed_fen.
-- Index: attribution_order, attribution_reversal_once.
select a.id, a.line_id, a.pool_no, a.household_id, a.county_code, a.state, a.amount_fen,
       coalesce((select sum(r.amount_fen) from attribution_reversal r where r.attribution_id = a.id and r.county_code = a.county_code), 0)::bigint as reversed_fen
from attribution a
where a.order_id = $1
order by a.line_id, a.pool_no, a.household_id
for no key update of a
