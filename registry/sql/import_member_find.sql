-- Members by their identity numbers. $1 hashes of the numbers as hexadecimal text. Columns: key (that text), id, text (''). Index: household_member_id_unique.
select encode(id_number_hash, 'hex') as key, id, '' as text
from household_member
where id_number_hash = any (select decode(h, 'hex') from unnest($1::text[]) as t (h))
