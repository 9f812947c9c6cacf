-- Keeps a bill's rows. $1 provider, $2 day, $3 numbers, $4 is refund, $5 transactions, $6 amounts. Columns: none.
insert into provider_bill_row (provider, day, number, is_refund, transaction_id, amount_fen)
select $1::text, $2::text::date, n.number, n.is_refund, n.transaction_id, n.amount_fen
from unnest($3::text[], $4::boolean[], $5::text[], $6::bigint[]) as n (number, is_refund, transaction_id, amount_fen)
