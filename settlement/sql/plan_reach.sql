-- The next households of a county for which something has matured, by id. $1 county, $2 behind which, $3 at most so many of those that are summed, $4 orders that the journal has named since.
-- Columns: household_id, is_last (there are no more behind these). Index: household_sum_key, order_rolled primary key.
with summed as materialized (
    select s.county_code, s.household_id
    from household_sum s
    where s.county_code = $1::text and s.household_id > $2::bigint
    order by s.household_id
    limit $3::bigint
), bound as (
    select case when count(*) < $3::bigint then 9223372036854775807 else max(household_id) end as to_id, count(*) < $3::bigint as is_last
    from summed
)
select n.household_id, b.is_last
from (select s.household_id
      from summed s
      union
      select c.household_id
      from order_share_change c
      where c.order_id = any ($4::bigint[]) and c.county_code = $1::text and c.household_id > $2::bigint and c.household_id <= (select to_id from bound)) n
cross join bound b
order by n.household_id
