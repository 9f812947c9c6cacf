-- Writes a requested refund and its first number. $1 id, $2 county, $3 subject kind, $4 subject, $5 attempt, $6 number, $7 kind, $8 total, $9 escrow (0 = none),
-- $10 reason, $11 actor, $12 stamp key.
-- Columns: none.
with added as (
    insert into refund (id, county_code, subject_kind, subject_id, attempt_id, number, kind, total_fen, escrow_id, reason, actor_id, stamp)
    values ($1::bigint, $2::text, $3::text, $4::bigint, $5::bigint, $6::text, $7::text, $8::bigint, $9::bigint, $10::text, $11::bigint,
            row_stamp($12::bytea, record_send(row('refund'::text, $1::bigint, $2::text, $3::text, $4::bigint, $5::bigint, $7::text, $8::bigint, $9::bigint,
                                                 $10::text, $11::bigint))))
    returning id, county_code, number
)
insert into refund_number (number, refund_id, county_code, ordinal, stamp)
select number, id, county_code, 1, row_stamp($12::bytea, record_send(row('refund_number'::text, number, id, county_code, 1)))
from added
