-- Notes how far the walk has come. $1 up to which household (0 = to the end: it rests until tomorrow). Columns: none. Index: none.
update register_state
set income_after = $1::bigint, income_day = case when $1::bigint = 0 then (now() at time zone 'Asia/Shanghai')::date else income_day end
