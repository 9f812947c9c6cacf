-- Who shares in each pool of each plan (ledger/roster.h), before the first order names it.
create temporary view new_roster as
select was(row_number() over (order by p.plan_id, p.pool_no) - 1, 31) as id, p.county_code, p.plan_id, p.pool_no, p.kind, s.digest, g.producer_id
from benefit_pool p
join benefit_plan b on b.id = p.plan_id and b.county_code = p.county_code
join listing g on g.id = b.listing_id and g.county_code = b.county_code
cross join lateral (select sha256(convert_to(string_agg(b.household_id || '|' || h.village_code || E'\n', '' order by b.household_id), 'UTF8')) as digest
                    from benefit_share b
                    join household h on h.id = b.household_id and h.county_code = b.county_code
                    where b.plan_id = p.plan_id and b.county_code = p.county_code and b.pool_no = p.pool_no) s;
select put('roster');
insert into roster_place (roster_id, place, county_code, household_id, village_code)
select r.id, row_number() over (partition by r.id order by b.household_id), r.county_code, b.household_id, h.village_code
from roster r
join benefit_share b on b.plan_id = r.plan_id and b.county_code = r.county_code and b.pool_no = r.pool_no
join household h on h.id = b.household_id and h.county_code = b.county_code;
analyze roster;
analyze roster_place;
