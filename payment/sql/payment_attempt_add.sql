-- Writes attempts before the provider is asked, each claimed by who is about to ask (payment_attempt_claim). $1 ids, $2 counties, $3 subject kinds, $4 subjects,
-- $5 providers, $6 numbers, $7 amounts, $8 expiries (microseconds since 1970), $9 stamp key.
-- Columns: none.
insert into payment_attempt (id, county_code, subject_kind, subject_id, provider, number, amount_fen, expires_at, claimed_at, stamp)
select n.id, n.county_code, n.kind, n.subject_id, n.provider, n.number, n.amount_fen, timestamptz 'epoch' + n.expires_us * interval '1 microsecond', now(),
       row_stamp($9::bytea, record_send(row('payment_attempt'::text, n.id, n.county_code, n.kind, n.subject_id, n.provider, n.number, n.amount_fen)))
from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::bigint[], $8::bigint[])
     as n (id, county_code, kind, subject_id, provider, number, amount_fen, expires_us)
