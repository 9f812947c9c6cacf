-- Notes why the provider refused a refund. $1 refund, $2 its code. Columns: none. Index: primary key.
update refund
set said_code = nullif($2::text, '')
where id = $1::bigint
