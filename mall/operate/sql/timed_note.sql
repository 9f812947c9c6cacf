-- Notes that pieces of timed work ran now. $1 names, $2 periods in milliseconds, $3 things done, $4 errors ('' = well), $5 whether nothing was left. One that runs
-- for the first time is measured from now on. Columns: none. Index: primary key.
insert into timed_run as r (name, period_ms, ran_at, done_at, done_count, error, failures, clear_at)
select t.name, t.period_ms, now(), case when t.error = '' then now() end, t.done_count, t.error, case when t.error = '' then 0 else 1 end, now()
from (select unnest($1::text[]) as name, unnest($2::bigint[]) as period_ms, unnest($3::bigint[]) as done_count, unnest($4::text[]) as error,
             unnest($5::boolean[]) as cleared) t
on conflict (name) do update
   set period_ms = excluded.period_ms,
       ran_at = excluded.ran_at,
       done_at = coalesce(excluded.done_at, r.done_at),
       done_count = excluded.done_count,
       error = excluded.error,
       failures = case when excluded.error = '' then 0 else r.failures + 1 end,
       clear_at = case when (select c.cleared from (select unnest($1::text[]) as name, unnest($5::boolean[]) as cleared) c where c.name = r.name) then excluded.clear_at else r.clear_at end
