-- Notes boxes that came in or were written off. $1 id, $2 county code, $3 SKU id, $4 lot id, $5 kind ('receive', 'write_off'), $6 boxes, $7 actor, $8 reason.
-- Columns: none.
insert into stock_movement (id, county_code, sku_id, lot_id, kind, quantity, actor_id, reason)
values ($1, $2, $3, $4, $5, $6, $7, $8)
