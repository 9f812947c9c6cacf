-- Writes down that a year goes away. $1 year, $2 the first id behind it, $3 the youngest object of which rows go, $4 the last moment of what goes that is in a sum (microseconds since 1970, 0 = none), $5 chains,
-- $6 and $7 how many rows are carried on, and states, $8 stamp key. Columns: objects_from, too_far (an object of which rows go is more than a day younger than the year). Upsert: the year may have been
-- away before.
with said as (
    select $1::int as year, $2::bigint as rows_from, greatest($2::bigint, $3::bigint + 1) as objects_from,
        (date_trunc('day', greatest(to_timestamp((($2::bigint >> 22) + 1704067200000) / 1000.0) - interval '1 second', timestamptz 'epoch' + $4::bigint * interval '1 microsecond')
            at time zone 'Asia/Shanghai') + interval '1 day') at time zone 'Asia/Shanghai' as settled_from,
        $5::jsonb as chains, $6::bigint as carried, $7::bigint as states, now() as away_since
)
insert into year_away (year, rows_from, objects_from, settled_from, chains, carried, states, away_since, back_at, stamp)
select s.year, s.rows_from, s.objects_from, s.settled_from, s.chains, s.carried, s.states, s.away_since, null,
    row_stamp($8::bytea, record_send(row('year_away'::text, s.year, s.rows_from, s.objects_from, s.settled_from, s.chains::text, s.carried, s.states, s.away_since)))
from said s
on conflict on constraint year_away_pkey do update
set rows_from = excluded.rows_from, objects_from = excluded.objects_from, settled_from = excluded.settled_from, chains = excluded.chains, carried = excluded.carried, states = excluded.states,
    away_since = excluded.away_since, back_at = null, stamp = excluded.stamp
returning objects_from, objects_from > rows_from + (86400000::bigint << 22) as too_far
