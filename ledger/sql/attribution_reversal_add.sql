-- Writes reversals of one refund. $1 ids, $2 county codes, $3 attributions, $4 refund, $5 amounts, $6 stamp key. Columns: none.
insert into attribution_reversal (id, county_code, attribution_id, refund_id, amount_fen, reversed_at, stamp)
select n.id, n.county_code, n.attribution_id, $4::bigint, n.amount_fen, now(),
       row_stamp($6::bytea, record_send(row('attribution_reversal'::text, n.id, n.county_code, n.attribution_id, $4::bigint, n.amount_fen, now())))
from unnest($1::bigint[], $2::text[], $3::bigint[], $5::bigint[]) as n (id, county_code, attribution_id, amount_fen)
