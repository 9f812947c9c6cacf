-- New households, each numbered in its village. $1 run, $2 after line, $3 to line, $4 stamp key. Columns: household_no, id. Index: household_stage primary key, household_village.
with fresh as (
    select s.household_id, s.household_no, s.county_code, s.village_code, s.surname, s.identified_on, s.attribute, s.family_type, s.main_cause,
           s.phone_sealed, s.phone_hash, s.bank_sealed, s.bank_hash, row_number() over (partition by s.village_code order by s.line_no) as place
    from household_stage s
    where s.run_id = $1 and s.line_no > $2 and s.line_no <= $3 and s.what = 'new'
), there as materialized (
    select v.village_code, v.county_code, (select count(*) from household h where h.village_code = v.village_code and h.county_code = v.county_code) as households
    from (select distinct village_code, county_code from fresh) v
), named as materialized (
    select f.household_id, f.household_no, f.county_code, f.village_code, f.identified_on, f.attribute, f.family_type, f.main_cause, f.phone_sealed, f.phone_hash,
           f.bank_sealed, f.bank_hash, f.surname || '家第' || (t.households + f.place) || '户' as pseudonym, now() as created_at
    from fresh f join there t on t.village_code = f.village_code and t.county_code = f.county_code
)
insert into household (id, household_no, county_code, village_code, pseudonym, identified_on, attribute, family_type, main_cause, state, smartphone, proxy,
    phone_sealed, phone_hash, bank_sealed, bank_hash, created_at, stamp)
select n.household_id, n.household_no, n.county_code, n.village_code, n.pseudonym, n.identified_on, n.attribute, n.family_type, n.main_cause, 'confirmed', false, false,
       n.phone_sealed, n.phone_hash, n.bank_sealed, n.bank_hash, n.created_at,
       row_stamp($4::bytea, record_send(row('household'::text, n.household_id, n.household_no, n.county_code, n.village_code, n.pseudonym, n.identified_on, n.attribute,
           n.family_type, n.main_cause, false, false, n.created_at)))
from named n
returning household_no, id
