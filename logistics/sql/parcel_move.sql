-- Moves a parcel from one state to another; its row is locked. $1 parcel id, $2 from, $3 to, $4 when it was signed for or null. Columns: none.
-- Index: parcel primary key.
update parcel set state = $3, signed_at = coalesce($4::timestamptz, signed_at) where id = $1 and state = $2
