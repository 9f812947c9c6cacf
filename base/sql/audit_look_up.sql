-- For the rest of the transaction rows are looked up one by one rather than that a table is read whole to find few: what a nightly run reads was made in the last days and is in
-- memory, where a row that is looked up costs no more than ten that are read in passing. Nor is a statement of a second compiled for one. No parameters. Columns: random_page_cost, cpu_tuple_cost, jit.
select set_config('random_page_cost', '0.1', true) as random_page_cost, set_config('cpu_tuple_cost', '0.1', true) as cpu_tuple_cost, set_config('jit', 'off', true) as jit
