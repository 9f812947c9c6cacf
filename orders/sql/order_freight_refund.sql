-- Counts refunded freight. $1 order, $2 amount. Columns: none. Index: sale_order primary key.
update sale_order
set freight_refunded_fen = freight_refunded_fen + $2::bigint
where id = $1::bigint
