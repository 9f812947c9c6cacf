-- Since when households wait for the register is read from the index alone; and what was taken back of a pool, as little was, from one of these few.
drop index withheld_share_open;
create index withheld_share_open on withheld_share (county_code, household_id, id) include (withheld_at) where state = 'withheld';
create index attribution_pool_reversed on attribution_pool (order_id, line_id, pool_no) where reversed is not null;
