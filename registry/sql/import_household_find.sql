-- Households by their numbers. $1 household numbers. Columns: key (number), id, text (village and state, a blank between). Index: household_no_unique.
select household_no as key, id, village_code || ' ' || state as text
from household
where household_no = any ($1::text[])
