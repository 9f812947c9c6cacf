-- Writes down what was brought from a dead code to a living one. $1 id, $2 county, $3 code, $4 code it went to, $5 households, $6 organisations, $7 addresses, $8 reason, $9 account,
-- $10 stamp key. Columns: none.
insert into region_move (id, county_code, code, to_code, households, organisations, addresses, reason, account_id, moved_at, stamp)
values ($1::bigint, $2::text, $3::text, $4::text, $5::bigint, $6::bigint, $7::bigint, $8::text, $9::bigint, now(),
        row_stamp($10::bytea, record_send(row('region_move'::text, $1::bigint, $2::text, $3::text, $4::text, $5::bigint, $6::bigint, $7::bigint, $8::text, $9::bigint, now()))))
