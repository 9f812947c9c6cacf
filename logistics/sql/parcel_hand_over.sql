-- Notes carrier and waybill of a packed parcel; its row is locked. $1 parcel id, $2 carrier, $3 number. Columns: none. Index: parcel primary key.
update parcel set state = 'handed_over', carrier = $2, waybill_no = $3, handed_over_at = now() where id = $1 and state = 'packed'
