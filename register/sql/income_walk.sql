-- Where the walk over households' incomes stands. Columns: after, is_over (it came to the end today, by Beijing's day). Index: none.
select income_after as after, coalesce(income_day = (now() at time zone 'Asia/Shanghai')::date, false) as is_over from register_state
