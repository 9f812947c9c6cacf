-- A registration. $1 id.
-- Columns: registration_id, kind, account_id, place_code, household_id, household_no, pseudonym, name_masked, role, reason, consent_kind, consent_no, consent_on, scan_id, state,
-- answer, created_at, recorded_by_name, decided_by_name, _phone.
-- Index: registration primary key.
select r.id as registration_id, r.kind, r.account_id, r.place_code, r.household_id, h.household_no, h.pseudonym, r.name_masked, r.role, r.reason, r.consent_kind, r.consent_no,
    r.consent_on, r.scan_id, r.state, r.answer, r.created_at, b.display_name as recorded_by_name, coalesce(d.display_name, '') as decided_by_name, a.phone_sealed as _phone
from registration r
join account b on b.id = r.recorded_by
left join account a on a.id = r.account_id
left join account d on d.id = r.decided_by
left join household h on h.id = r.household_id and h.county_code = r.county_code
where r.id = $1
order by r.id
limit 1
