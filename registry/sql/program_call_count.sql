-- Counts a program's call of a route. $1 program, $2 route, $3 1 when it was refused at the door. Columns: none. Index: program_call primary key.
insert into program_call as c (program_id, day, route, calls, refused)
values ($1::bigint, (now() at time zone 'Asia/Shanghai')::date, $2::text, 1, $3::bigint)
on conflict (program_id, day, route) do update
set calls = c.calls + 1, refused = c.refused + excluded.refused
