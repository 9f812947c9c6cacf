-- What the journal says of a household beyond its entries: its control accounts are the orders', so it is by what these differ from the entries of all of an order's households.
-- $1 rosters that it is in, $2 orders of these that the journal has named since the sums were made; of the others it is what was found when they were rolled up.
-- Columns: accrued_fen, matured_fen, withheld_fen (balances), credited_fen, reversed_fen (flows). Index: order_rolled_beyond, attribution_pool primary key.
select coalesce(sum(b.beyond[1]), 0)::bigint as accrued_fen, coalesce(sum(b.beyond[2]), 0)::bigint as matured_fen, coalesce(sum(b.beyond[3]), 0)::bigint as withheld_fen,
    coalesce(sum(b.beyond[4]), 0)::bigint as credited_fen, coalesce(sum(b.beyond[5]), 0)::bigint as reversed_fen
from (select order_beyond(o.order_id) as beyond
      from unnest($2::bigint[]) as o (order_id)
      union all
      select f.beyond
      from order_rolled f
      where f.beyond is not null and f.order_id <> all ($2::bigint[])
          and exists (select 1 from attribution_pool l where l.order_id = f.order_id and l.county_code = f.county_code and l.roster_id = any ($1::bigint[]))) b
