-- What the register is to be told next. $1 at most so many. Columns: id, revision, household_id, household_no, kind, text_sealed, from_day, to_day, credited_fen, reversed_fen, changed_us (microseconds since 1970).
-- Index: household_report_waiting, household primary key.
select r.id, r.revision, r.household_id, h.household_no, r.kind, r.text_sealed, case when r.kind = 'income' then r.from_day end as from_day, r.to_day, r.credited_fen, r.reversed_fen,
    (extract(epoch from r.changed_at) * 1000000)::bigint as changed_us
from (select id, revision, household_id, county_code, kind, text_sealed, from_day, to_day, credited_fen, reversed_fen, changed_at
      from household_report where state = 'waiting' order by id limit $1::bigint) r
join household h on h.id = r.household_id and h.county_code = r.county_code
order by r.id
