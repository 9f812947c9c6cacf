-- Keeps a message that is to be sent. $1 id, $2 template, $3 hash of the phone, $4 sealed phone, $5 sealed values, $6 seconds that it is of use.
-- Columns: none.
insert into sms_message (id, template, phone_hash, phone_sealed, values_sealed, expires_at)
values ($1, $2::text, $3, $4, $5, now() + make_interval(secs => $6::bigint))
