-- Bank accounts that households have. $1 hashes of accounts as hexadecimal text. Columns: key (that text), id (households that have it), text (the number of one of
-- them). Index: household_bank.
select encode(bank_hash, 'hex') as key, count(*) as id, min(household_no) as text
from household
where bank_hash = any (select decode(h, 'hex') from unnest($1::text[]) as t (h))
group by bank_hash
