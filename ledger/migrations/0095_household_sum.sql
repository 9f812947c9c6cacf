-- A household's sums of all its months, so that a county's households are summed without their months.
create table household_sum (
    county_code   text not null,
    household_id  bigint not null,
    credited_fen  bigint not null,
    reversed_fen  bigint not null,
    accrued_fen   bigint not null,
    matured_fen   bigint not null,
    withheld_fen  bigint not null,
    constraint household_sum_key primary key (county_code, household_id)
);
grant select, insert, update on household_sum to mall_app;

alter function roll_up_build() rename to roll_up_build_months;
create function roll_up_build() returns void language plpgsql as $$
begin
    perform roll_up_build_months();
    delete from household_sum;
    insert into household_sum (county_code, household_id, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen)
    select h.county_code, h.household_id, sum(h.credited_fen), sum(h.reversed_fen), sum(h.accrued_fen), sum(h.matured_fen), sum(h.withheld_fen)
    from household_month h
    group by h.county_code, h.household_id;
end
$$;
revoke execute on function roll_up_build() from public;
insert into household_sum (county_code, household_id, credited_fen, reversed_fen, accrued_fen, matured_fen, withheld_fen)
select h.county_code, h.household_id, sum(h.credited_fen), sum(h.reversed_fen), sum(h.accrued_fen), sum(h.matured_fen), sum(h.withheld_fen)
from household_month h
group by h.county_code, h.household_id;
analyze household_sum;
