-- Incomes that the register is to be told; a newer one is a second later at least, as the register takes the later of two and reads whole seconds.
-- $1 ids, $2 households, $3 counties, $4 first days, $5 last days, $6 credited, $7 taken back. Columns: none. Index: household_report_one.
insert into household_report (id, county_code, household_id, kind, from_day, to_day, credited_fen, reversed_fen)
select n.id, n.county_code, n.household_id, 'income', n.from_day::date, n.to_day::date, n.credited_fen, n.reversed_fen
from (select unnest($1::bigint[]) as id, unnest($2::bigint[]) as household_id, unnest($3::text[]) as county_code, unnest($4::text[]) as from_day, unnest($5::text[]) as to_day,
             unnest($6::bigint[]) as credited_fen, unnest($7::bigint[]) as reversed_fen) n
on conflict on constraint household_report_one do update
set credited_fen = excluded.credited_fen, reversed_fen = excluded.reversed_fen, revision = household_report.revision + 1, state = 'waiting', refused_code = '', changed_at = greatest(now(), household_report.changed_at + interval '1 second')
