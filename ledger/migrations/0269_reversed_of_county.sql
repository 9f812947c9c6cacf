-- What was taken back of a county's pools is read at once beside what waits in it, not pool by pool.
drop index attribution_pool_reversed;
create index attribution_pool_reversed on attribution_pool (county_code, order_id, line_id, pool_no) where reversed is not null;
