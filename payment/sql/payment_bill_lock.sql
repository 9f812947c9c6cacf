-- Makes the row of a day's bill, or finds it, and holds it until the transaction ends. $1 provider, $2 day, $3 id of a new one.
-- Columns: bill_id. Index: primary key.
insert into provider_bill (provider, day, bill_id, row_count)
values ($1::text, $2::text::date, $3::bigint, 0)
on conflict (provider, day) do update set fetched_at = now()
returning bill_id
