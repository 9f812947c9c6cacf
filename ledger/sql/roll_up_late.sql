-- Orders with entries of some rosters that the journal has named since. $1 transfers behind this id, $2 rosters. Columns: order_id.
-- Index: transfer primary key, attribution_pool primary key.
select distinct l.order_id
from transfer t
join attribution_pool l on l.order_id = t.order_id and l.county_code = t.county_code
where t.id > $1::bigint and t.order_id <> 0 and l.roster_id = any ($2::bigint[])
