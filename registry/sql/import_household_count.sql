-- Villages that have households. $1 villages. Columns: key (village), id (households it has), text (''). Index: household_village.
select village_code as key, count(*) as id, '' as text
from household
where village_code = any ($1::text[])
group by village_code
