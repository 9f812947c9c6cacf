-- $1 codes. One row for each code that exists. Primary key (code, level).
-- Columns: key (code), id (its lowest level), text (parent's code).
select code as key, max(level)::bigint as id, min(parent_code) as text
from region
where code = any ($1::text[])
group by code
