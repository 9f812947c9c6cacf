-- Forgets counts of programs' calls after 400 days. $1 at most so many. Columns: none. Index: program_call_day.
delete from program_call
where ctid = any (array(select ctid from program_call where day < (now() at time zone 'Asia/Shanghai')::date - 400 limit $1))
