-- Notes a fetched bill. $1 provider, $2 day, $3 rows. Nothing when it is there already. Columns: none.
insert into provider_bill (provider, day, row_count)
values ($1::text, $2::text::date, $3::bigint)
on conflict do nothing
