-- Notes what a household asks to have corrected. $1 id, $2 county, $3 village, $4 household, $5 field, $6 member (0 = none), $7 old value, $8 new value, $9 reason (all sealed), $10 photo (0 = none),
-- $11 as whom, $12 by which account, $13 in how many days it is due, $14 stamp key. Columns: none.
insert into household_correction (id, county_code, village_code, household_id, field, member_no, old_sealed, new_sealed, reason_sealed, scan_id, asked_as, asked_by, due_on, stamp)
select n.id, n.county_code, n.village_code, n.household_id, n.field, n.member_no, $7::bytea, $8::bytea, $9::bytea, n.scan_id, n.asked_as, n.asked_by, n.due_on,
    row_stamp($14::bytea, record_send(row('household_correction'::text, n.id, n.county_code, n.village_code, n.household_id, n.field, n.member_no, n.scan_id, n.asked_as, n.asked_by,
        now(), n.due_on, null::bigint, null::bigint, null::timestamptz, ''::text, 'asked'::text)))
from (select $1::bigint as id, $2::text as county_code, $3::text as village_code, $4::bigint as household_id, $5::text as field, $6::integer as member_no,
             nullif($10::bigint, 0) as scan_id, $11::text as asked_as, $12::bigint as asked_by, (now() at time zone 'Asia/Shanghai')::date + $13::integer as due_on) n
