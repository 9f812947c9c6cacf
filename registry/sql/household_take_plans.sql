-- Until the transaction ends, what is planned is planned once, for any lines. The checks of foreign keys are statements of PostgreSQL's own, four for each household:
-- planned anew each time they took a fifth of all. Columns: mode. DB_REPORT.
select set_config('plan_cache_mode', 'force_generic_plan', true) as mode
