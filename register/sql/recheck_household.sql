-- The links of a household are to be judged again. $1 household. Columns: none. Index: household primary key, benefit_share_household.
with household_again as (
    select h.id, h.county_code
    from household h
    where h.id = $1::bigint and exists (select 1 from benefit_share b where b.household_id = h.id and b.county_code = h.county_code)
)
insert into register_recheck (household_id, county_code)
select g.id, g.county_code
from household_again g
on conflict do nothing
