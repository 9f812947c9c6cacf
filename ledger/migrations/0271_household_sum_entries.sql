-- How many entries a household has in all its months, so that a list of households reads one row of each.
alter table household_sum add column entries bigint not null default 0;
create or replace function roll_up_build() returns void language plpgsql as $$
begin
    perform roll_up_build_months();
    delete from household_sum;
    insert into household_sum (county_code, household_id, entries, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen)
    select h.county_code, h.household_id, sum(h.entries), sum(h.credited_fen), sum(h.reversed_fen), sum(h.accrued_fen), sum(h.matured_fen), sum(h.withheld_fen)
    from household_month h
    group by h.county_code, h.household_id;
    perform county_month_build();
end
$$;
update household_sum s
set entries = m.entries
from (select h.county_code, h.household_id, sum(h.entries) as entries from household_month h group by h.county_code, h.household_id) m
where m.county_code = s.county_code and m.household_id = s.household_id;
alter table household_sum alter column entries drop default;
analyze household_sum;
