-- Puts SKUs into a basket, or changes how many there are. $1 account, $2 SKU ids, $3 quantities, $4 prices seen, $5 selected. Columns: none.
-- Index: cart_line primary key.
insert into cart_line (account_id, sku_id, quantity, price_fen_added, selected)
select $1::bigint, sku_id, quantity, price_fen, selected
from (select unnest($2::bigint[]) as sku_id, unnest($3::bigint[]) as quantity, unnest($4::bigint[]) as price_fen, unnest($5::boolean[]) as selected) t
on conflict (account_id, sku_id) do update
set quantity = excluded.quantity, price_fen_added = excluded.price_fen_added, selected = excluded.selected, added_at = now()
