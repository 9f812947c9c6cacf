-- By how much an order changes the sums since it was taken into them: as it stands now, less as it was taken. Whoever shows sums adds this, of the orders that the journal has named since, in the
-- statement that reads the sums, so that an order that is taken meanwhile is not told twice.
create view order_share_change as
select n.order_id, n.county_code, n.household_id, n.month, n.kind, n.village_code, n.producer_id, n.entries, n.credited_fen, n.reversed_fen, n.accrued_fen, n.matured_fen, n.withheld_fen, n.borne_fen
from order_share_now n
union all
select r.order_id, r.county_code, r.household_id, r.month, r.kind, r.village_code, r.producer_id, -r.entries, -r.credited_fen, -r.reversed_fen, -r.accrued_fen, -r.matured_fen, -r.withheld_fen,
    -r.borne_fen
from order_share_rolled r;
grant select on order_share_change to mall_app;
