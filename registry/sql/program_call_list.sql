-- What a program called in the last 30 days, newest first. $1 program. Columns: day, route, calls, refused. Index: program_call primary key.
select to_char(day, 'YYYY-MM-DD') as day, route, calls, refused
from program_call
where program_id = $1 and day > (now() at time zone 'Asia/Shanghai')::date - 30
order by program_call.day desc, calls desc
limit 300
