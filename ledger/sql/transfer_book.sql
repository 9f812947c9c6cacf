-- Books transfers. $1 ids, $2 county codes, $3/$4 debit kind and owner, $5/$6 credit kind and owner, $7 amounts, $8 kinds, $9 orders, $10 causes, $11 stamp key.
-- Columns: none.
insert into transfer (id, county_code, debit_kind, debit_owner, credit_kind, credit_owner, amount_fen, kind, order_id, cause_id, booked_at, stamp)
select n.id, n.county_code, n.debit_kind, n.debit_owner, n.credit_kind, n.credit_owner, n.amount_fen, n.kind, n.order_id, n.cause_id, now(),
       row_stamp($11::bytea, record_send(row('transfer'::text, n.id, n.county_code, n.debit_kind, n.debit_owner, n.credit_kind, n.credit_owner, n.amount_fen,
                                            n.kind, n.order_id, n.cause_id, now())))
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as county_code, unnest($3::text[]) as debit_kind, unnest($4::bigint[]) as debit_owner,
             unnest($5::text[]) as credit_kind, unnest($6::bigint[]) as credit_owner, unnest($7::bigint[]) as amount_fen, unnest($8::text[]) as kind,
             unnest($9::bigint[]) as order_id, unnest($10::bigint[]) as cause_id) n
