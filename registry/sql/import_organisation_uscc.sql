-- Organisations by their credit codes. $1 credit codes. Columns: key (credit code), id, text (code of the organisation). Index: organisation_uscc_unique.
select uscc as key, id, code as text
from organisation
where uscc = any ($1::text[])
