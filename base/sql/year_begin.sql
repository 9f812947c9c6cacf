-- A row for a year that goes away, which what is carried on refers to; year_add.sql fills it. It is not away yet. $1 year. Columns: none.
insert into year_away (year, rows_from, objects_from, settled_from, chains, carried, states, back_at, stamp)
values ($1::int, 0, 0, 'epoch', '{}', 0, 0, now(), '')
on conflict on constraint year_away_pkey do nothing
