-- Accounts by their phones. $1 hashes of phones as hexadecimal text. Columns: key (that text), id, text (''). Index: account_phone_unique.
select encode(phone_hash, 'hex') as key, id, '' as text
from account
where phone_hash = any (select decode(h, 'hex') from unnest($1::text[]) as t (h))
