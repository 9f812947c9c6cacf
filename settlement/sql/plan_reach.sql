-- The next households of a county for which something has matured, by id. $1 county, $2 behind which, $3 at most so many of those that are summed, $4 orders that the journal has named since.
-- Columns: household_id, is_last (there are no more behind these). Index: household_sum_key, order_rolled primary key.
with summed as materialized (
    select s.county_code, s.household_id
    from household_sum s
    where s.county_code = $1::text and s.household_id > $2::bigint
    order by s.household_id
    limit $3::bigint
), bound as materialized (
    select $1::text as county_code, case when count(*) < $3::bigint then 9223372036854775807 else max(household_id) end as to_id, count(*) < $3::bigint as is_last
    from summed
)
select distinct n.household_id, b.is_last
from bound b
join (select s.county_code, s.household_id
      from summed s
      union all
      select c.county_code, c.household_id
      from order_share_change c
      where c.order_id = any ($4::bigint[]) and c.county_code = $1::text and c.household_id > $2::bigint) n on n.county_code = b.county_code
where n.household_id <= b.to_id
order by n.household_id
