-- Keeps what a closed day moved, by kind of account. $1 day, $2 its chain value, $3 kinds, $4 debits, $5 credits, $6 stamp key. Columns: none.
insert into ledger_day_sum (day, kind, debit_fen, credit_fen, chain, stamp)
select $1::text::date, s.kind, s.debit, s.credit, $2::bytea, row_stamp($6::bytea, record_send(row('ledger_day_sum'::text, $1::text::date, s.kind, s.debit, s.credit, $2::bytea)))
from (select unnest($3::text[]) as kind, unnest($4::bigint[]) as debit, unnest($5::bigint[]) as credit) s
