-- For the rest of the transaction tables are put together whole, by hashing. Left to itself the planner takes two rows that have the same number and the same county for a chance of
-- one in hundreds, and so looks up a million rows one by one. No parameters. Columns: nestloop, mergejoin, sort.
select set_config('enable_nestloop', 'off', true) as nestloop, set_config('enable_mergejoin', 'off', true) as mergejoin, set_config('enable_sort', 'off', true) as sort
