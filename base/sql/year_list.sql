-- Years that are away, oldest first. Columns: year, away_ms, settled_day, chains (as a JSON text), carried, states.
select y.year, floor(extract(epoch from y.away_since) * 1000)::bigint as away_ms, to_char(y.settled_from at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as settled_day, y.chains::text as chains,
    y.carried, y.states
from year_away y
where y.back_at is null
order by y.year
