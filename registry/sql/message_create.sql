-- Keeps a message that is to be sent. $1 id, $2 hash of the phone, $3 sealed phone, $4 sealed text. Columns: none.
insert into message (id, channel, phone_hash, phone_sealed, text_sealed)
values ($1, 'sms', $2, $3, $4)
