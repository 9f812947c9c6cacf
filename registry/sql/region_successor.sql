-- What a dead code has become: the end of its chain of successors. $1 code, $2 level. Columns: code, name, valid_to ('' = it lives).
-- No row when nothing followed. Index: region primary key, once for each step.
with recursive chain as (
    select r.successor_code as code, 1 as steps from region r where r.code = $1 and r.level = $2::bigint and r.successor_code is not null
    union all
    select r.successor_code, c.steps + 1
    from chain c
    join region r on r.code = c.code and r.level = $2::bigint
    where r.successor_code is not null and c.steps < 50
)
select r.code, r.name, coalesce(r.valid_to::text, '') as valid_to
from (select code from chain order by steps desc limit 1) c
join region r on r.code = c.code and r.level = $2::bigint
