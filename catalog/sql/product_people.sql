-- Households of a plan as buyers see them. $1 plan id. Columns: household_id, pseudonym, village_name, village_code, hidden (does not want to be shown). Index: primary keys.
select h.id as household_id, public_name(h) as pseudonym, coalesce(g.name, '') as village_name, h.village_code, not h.consent_shown as hidden
from household h
left join region g on g.code = h.village_code and g.level = 5
where exists (select 1 from benefit_share b where b.plan_id = $1 and b.household_id = h.id and b.county_code = h.county_code)
order by h.id
