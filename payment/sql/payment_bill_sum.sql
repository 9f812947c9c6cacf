-- Notes what a bill's rows came to, and what we have as captured that day that was not late. $1 provider, $2 day, $3 rows, $4 hash of the file, $5 paid, $6 refunded, $7 kept by the
-- provider. Columns: none. Indexes: primary key, payment_attempt_paid.
update provider_bill
set row_count = $3::bigint::int, hash = $4::text, paid_fen = $5::bigint, refunded_fen = $6::bigint, kept_fen = $7::bigint, fetched_at = now(),
    captured_fen = (select coalesce(sum(a.captured_fen), 0) from payment_attempt a
                    where a.provider = $1 and a.late is null
                        and a.paid_at >= $2::text::date::timestamp at time zone 'Asia/Shanghai' and a.paid_at < ($2::text::date + 1)::timestamp at time zone 'Asia/Shanghai')
where provider = $1 and day = $2::text::date
