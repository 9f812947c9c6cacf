-- Writes attempts before the provider is asked, each claimed by who is about to ask (payment_attempt_claim). $1 ids, $2 counties, $3 subject kinds, $4 subjects,
-- $5 providers, $6 numbers, $7 amounts, $8 expiries (microseconds since 1970), $9 stamp key.
-- Columns: none.
insert into payment_attempt (id, county_code, subject_kind, subject_id, provider, number, amount_fen, expires_at, claimed_at, stamp)
select n.id, n.county_code, n.kind, n.subject_id, n.provider, n.number, n.amount_fen, timestamptz 'epoch' + n.expires_us * interval '1 microsecond', now(),
       row_stamp($9::bytea, record_send(row('payment_attempt'::text, n.id, n.county_code, n.kind, n.subject_id, n.provider, n.number, n.amount_fen)))
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as county_code, unnest($3::text[]) as kind, unnest($4::bigint[]) as subject_id,
             unnest($5::text[]) as provider, unnest($6::text[]) as number, unnest($7::bigint[]) as amount_fen, unnest($8::bigint[]) as expires_us) n
