-- Months that are over in which sales credited something else than the register was told; what is withheld was not credited. $1 behind which household, $2 the last one.
-- Columns: household_id, county_code, from_day, to_day, credited_fen, reversed_fen. Index: household_month_key, household_report_one.
select m.household_id, m.county_code, m.from_day, (m.from_day + interval '1 month' - interval '1 day')::date as to_day, m.credited_fen, m.reversed_fen
from (select household_id, county_code, (month || '-01')::date as from_day, sum(credited_fen - withheld_fen)::bigint as credited_fen, sum(reversed_fen)::bigint as reversed_fen
      from household_month
      where household_id > $1::bigint and household_id <= $2::bigint and month < to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM')
      group by household_id, county_code, month) m
left join household_report r on r.household_id = m.household_id and r.county_code = m.county_code and r.kind = 'income' and r.from_day = m.from_day
where (r.credited_fen, r.reversed_fen) is distinct from (m.credited_fen, m.reversed_fen)
order by m.household_id, m.from_day
