-- Writes shares that are withheld. $1 orders, $2 lines, $3 pool numbers, $4 places, $5 ids, $6 county codes, $7 households, $8 amounts, $9 reasons, $10 stamp key.
-- Columns: none.
insert into withheld_share (order_id, line_id, pool_no, place, id, county_code, household_id, amount_fen, reason, state, withheld_at, stamp)
select n.order_id, n.line_id, n.pool_no::int, n.place::int, n.id, n.county_code, n.household_id, n.amount_fen, n.reason, 'withheld', now(),
       row_stamp($10::bytea, record_send(row('withheld_share'::text, n.order_id, n.line_id, n.pool_no::int, n.place::int, n.id, n.county_code, n.household_id,
                                            n.amount_fen, n.reason, now())))
from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::bigint[], $8::bigint[], $9::text[])
     as n (order_id, line_id, pool_no, place, id, county_code, household_id, amount_fen, reason)
