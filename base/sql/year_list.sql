-- Years that are away, oldest first. Columns: year, away_ms, settled_day, settled_month (the first whose sums have nothing of it), chains (as a JSON text), carried, states.
select y.year, floor(extract(epoch from y.away_since) * 1000)::bigint as away_ms, to_char(y.settled_from at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as settled_day,
    to_char(date_trunc('month', y.settled_from at time zone 'Asia/Shanghai' - interval '1 day') + interval '1 month', 'YYYY-MM') as settled_month, y.chains::text as chains,
    y.carried, y.states
from year_away y
where y.back_at is null
order by y.year
