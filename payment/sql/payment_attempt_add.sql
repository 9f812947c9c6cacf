-- Writes an attempt before the provider is asked. $1 id, $2 county, $3 subject kind, $4 subject, $5 provider, $6 number, $7 amount, $8 expiry (microseconds
-- since 1970), $9 stamp key.
-- Columns: none.
insert into payment_attempt (id, county_code, subject_kind, subject_id, provider, number, amount_fen, expires_at, stamp)
values ($1::bigint, $2::text, $3::text, $4::bigint, $5::text, $6::text, $7::bigint, timestamptz 'epoch' + $8::bigint * interval '1 microsecond',
        row_stamp($9::bytea, record_send(row('payment_attempt'::text, $1::bigint, $2::text, $3::text, $4::bigint, $5::text, $6::text, $7::bigint))))
