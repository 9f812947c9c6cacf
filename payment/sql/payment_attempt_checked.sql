-- Notes that the provider was asked. $1 number. Columns: none. Index: payment_attempt_number_unique.
update payment_attempt
set checked_at = now()
where number = $1::text
