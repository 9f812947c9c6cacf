-- Makes an account. $1 id, $2 hash of the phone, $3 sealed phone. Columns: id (no row when a twin was faster). Index: account_phone_unique.
insert into account (id, phone_hash, phone_sealed)
values ($1, $2, $3)
on conflict (phone_hash) do nothing
returning id
