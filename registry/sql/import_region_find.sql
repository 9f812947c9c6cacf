-- Regions by their codes, a row for each code that is in force. $1 codes.
-- Columns: key (code), id (its lowest level), text (parent's code). Index: region primary key.
select code as key, max(level)::bigint as id, min(parent_code) as text
from region
where code = any ($1::text[]) and valid_to is null
group by code
