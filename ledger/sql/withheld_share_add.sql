-- Writes shares that are withheld. $1 orders, $2 lines, $3 pool numbers, $4 places, $5 ids, $6 county codes, $7 households, $8 amounts, $9 reasons, $10 stamp key.
-- Columns: none.
insert into withheld_share (order_id, line_id, pool_no, place, id, county_code, household_id, amount_fen, reason, state, withheld_at, stamp)
select n.order_id, n.line_id, n.pool_no::int, n.place::int, n.id, n.county_code, n.household_id, n.amount_fen, n.reason, 'withheld', now(),
       row_stamp($10::bytea, record_send(row('withheld_share'::text, n.order_id, n.line_id, n.pool_no::int, n.place::int, n.id, n.county_code, n.household_id,
                                            n.amount_fen, n.reason, now())))
from (select unnest($1::bigint[]) as order_id, unnest($2::bigint[]) as line_id, unnest($3::bigint[]) as pool_no, unnest($4::bigint[]) as place,
             unnest($5::bigint[]) as id, unnest($6::text[]) as county_code, unnest($7::bigint[]) as household_id, unnest($8::bigint[]) as amount_fen,
             unnest($9::text[]) as reason) n
