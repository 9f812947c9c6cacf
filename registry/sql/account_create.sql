-- $1 id, $2 hash of the phone, $3 sealed phone. No row when a twin was faster. Unique index account_phone_unique.
-- Columns: id.
insert into account (id, phone_hash, phone_sealed)
values ($1, $2, $3)
on conflict (phone_hash) do nothing
returning id
