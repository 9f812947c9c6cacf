-- Where the next trades stand, and since when; is_odd is null but where their times do not go together. $1 after id, $2 rows. Binary columns: id, county_code, state, paid_at, cancelled_at, is_odd.
-- Index: trade primary key.
select t.id, t.county_code, t.state, t.paid_at, t.cancelled_at,
    case when t.placed_at > coalesce(t.paid_at, t.cancelled_at) or (t.cancel_reason <> '') <> (t.cancelled_at is not null) then true end as is_odd
from trade t
where t.id > $1
order by t.id
limit $2
