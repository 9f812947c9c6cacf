-- What the register refused to be told. $1 behind which, $2 at most. Columns: report_id, household_id, household_no, pseudonym, county_code, kind, from_day (of income), to_day, refused_code,
-- changed_at, told_at. Index: household_report_refused, household primary key.
select r.id as report_id, r.household_id, h.household_no, h.pseudonym, r.county_code, r.kind, case when r.kind = 'income' then r.from_day end as from_day, r.to_day, r.refused_code,
    r.changed_at, r.told_at
from household_report r
join household h on h.id = r.household_id and h.county_code = r.county_code
where r.state = 'refused' and r.id > $1::bigint
order by r.id
limit $2::bigint
