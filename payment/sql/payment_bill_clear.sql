-- Removes a bill's rows, before those of a newer file. $1 provider, $2 day. Columns: none. Index: primary key.
delete from provider_bill_row
where provider = $1 and day = $2::text::date
