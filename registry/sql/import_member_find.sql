-- Members by their identity numbers. $1 hashes of the numbers as hexadecimal text. Columns: key (that text, / and the county), id, text (number of their household).
-- Index: household_member_id_unique, household primary key.
select encode(m.id_number_hash, 'hex') || '/' || m.county_code as key, m.id, h.household_no as text
from household_member m
join household h on h.id = m.household_id and h.county_code = m.county_code
where m.id_number_hash = any (select decode(h2, 'hex') from unnest($1::text[]) as t (h2))
