-- Where the next orders stand, and since when; is_odd is null but where their times do not go together. $1 after id, $2 rows. Binary columns: id, county_code, state, paid_at, completed_at, is_odd.
-- Index: sale_order primary key.
select t.id, t.county_code, t.state, t.paid_at, t.completed_at, case when t.placed_at > t.paid_at then true end as is_odd
from sale_order t
where t.id > $1
order by t.id
limit $2
