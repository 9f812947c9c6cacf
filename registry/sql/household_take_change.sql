-- Households take what the register says of them; a phone or bank account that it does not know stays as it is, and who moved into another county keeps their village here.
-- $1 run, $2 after line, $3 to line, $4 stamp key. Columns: id. Index: household_stage primary key, household primary key.
with changed as (
    select s.household_id, s.county_code, case when s.state = 'moved_away' then h.village_code else s.village_code end as village_code, s.identified_on, s.attribute,
           s.family_type, s.main_cause, s.phone_sealed, s.phone_hash, s.bank_sealed, s.bank_hash
    from household_stage s
    join household h on h.id = s.household_id and h.county_code = s.county_code
    where s.run_id = $1 and s.line_no > $2 and s.line_no <= $3 and s.what = 'changed'
)
update household h
set village_code = c.village_code, identified_on = c.identified_on, attribute = c.attribute, family_type = c.family_type, main_cause = c.main_cause,
    phone_sealed = coalesce(c.phone_sealed, h.phone_sealed), phone_hash = coalesce(c.phone_hash, h.phone_hash),
    bank_sealed = coalesce(c.bank_sealed, h.bank_sealed), bank_hash = coalesce(c.bank_hash, h.bank_hash),
    stamp = row_stamp($4::bytea, record_send(row('household'::text, h.id, h.household_no, h.county_code, c.village_code, h.pseudonym, c.identified_on, c.attribute,
        c.family_type, c.main_cause, h.smartphone, h.proxy, h.created_at)))
from changed c
where h.id = c.household_id and h.county_code = c.county_code
returning h.id
