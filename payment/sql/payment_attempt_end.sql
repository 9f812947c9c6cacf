-- Moves an open attempt to closed or failed. $1 number, $2 state. Columns: id, county_code. No row when it moved on already. Index:
-- payment_attempt_number_unique.
update payment_attempt
set state = $2::text
where number = $1::text and state = 'created'
returning id, county_code
