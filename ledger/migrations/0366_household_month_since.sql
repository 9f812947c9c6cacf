-- A nightly audit adds up the month of the days that it looks at, and found it by reading all months there ever were. A row keeps its month, so that
-- what is added to it later is written beside it, and the indexes do not learn of it.
create index household_month_month on household_month (month);
create index order_rolled_share_month on order_rolled_share (month);
