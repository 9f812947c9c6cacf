-- $1 codes. Columns: key (code), id (its lowest level), text (parent's code); one row for each code that exists. Primary key (code, level).
select code as key, max(level)::bigint as id, min(parent_code) as text
from region
where code = any ($1::text[])
group by code
