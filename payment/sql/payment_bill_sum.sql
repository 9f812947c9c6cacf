-- Notes what a bill's rows came to. $1 provider, $2 day, $3 rows, $4 hash of the file, $5 paid, $6 refunded, $7 kept by the provider. Columns: none. Index: primary key.
update provider_bill
set row_count = $3::bigint::int, hash = $4::text, paid_fen = $5::bigint, refunded_fen = $6::bigint, kept_fen = $7::bigint, fetched_at = now()
where provider = $1 and day = $2::text::date
