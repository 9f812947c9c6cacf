-- Notes that the provider was asked about a refund. $1 refund. Columns: none. Index: primary key.
update refund
set asked_at = now()
where id = $1
