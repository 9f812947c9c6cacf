-- Puts SKUs into a basket, or changes how many there are. $1 account, $2 SKU ids, $3 quantities, $4 prices seen, $5 selected. Columns: none.
-- Index: cart_line primary key.
insert into cart_line (account_id, sku_id, quantity, price_fen_added, selected)
select $1::bigint, sku_id, quantity, price_fen, selected
from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::boolean[]) as t (sku_id, quantity, price_fen, selected)
on conflict (account_id, sku_id) do update
set quantity = excluded.quantity, price_fen_added = excluded.price_fen_added, selected = excluded.selected, added_at = now()
