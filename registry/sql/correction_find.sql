-- One request for a correction. $1 id. Columns: correction_id, household_id, household_no, pseudonym, village_code, field, member_no, scan_id, asked_as, asked_at, due_on, late (it is open behind that day), decided_at, answer, state,
-- asked_by_name, checked_by_name, decided_by_name, _asked_by, _old, _new, _reason (sealed).
-- Index: household_correction primary key.
select c.id as correction_id, c.household_id, h.household_no, h.pseudonym, c.village_code, c.field, c.member_no, c.scan_id, c.asked_as, c.asked_at, to_char(c.due_on, 'YYYY-MM-DD') as due_on,
    c.state in ('asked', 'checked') and c.due_on < (now() at time zone 'Asia/Shanghai')::date as late, c.decided_at, c.answer, c.state, coalesce(a.display_name, '') as asked_by_name,
    coalesce(k.display_name, '') as checked_by_name, coalesce(d.display_name, '') as decided_by_name, c.asked_by as _asked_by, c.old_sealed as _old, c.new_sealed as _new,
    c.reason_sealed as _reason
from household_correction c
join household h on h.id = c.household_id and h.county_code = c.county_code
left join account a on a.id = c.asked_by
left join account k on k.id = c.checked_by
left join account d on d.id = c.decided_by
where c.id = $1
