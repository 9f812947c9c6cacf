-- Moves a parcel from one state to another; its row is locked. $1 parcel id, $2 from, $3 to. Columns: none. Index: parcel primary key.
-- It is signed for when we hear of it: the claim window must not run before anybody could know. The carrier's own time stands with its event.
update parcel set state = $3, signed_at = case when $3 = 'signed' then now() end where id = $1 and state = $2
