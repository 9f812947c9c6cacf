-- The last day on which a code that has ended was valid. $1 code. Columns: last_day. No row when it is unknown, or valid now. Index: region primary key.
select (max(valid_to) - 1)::text as last_day
from region
where code = $1
having count(*) > 0 and count(*) filter (where valid_to is null) = 0
