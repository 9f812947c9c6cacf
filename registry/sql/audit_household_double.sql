-- Households that count in two counties with a person in common, where nobody was told; and what was told that is not as it was written, or told to one county alone. $1 stamp key. Columns: subject, detail.
-- Index: household_member_id_unique, household_double primary key.
select 'household:' || m.household_id as subject, 'counts with a person who counts in household ' || k.household_id || ' of ' || k.county_code || ' as well, and nobody was told' as detail
from household_member m
join household_member k on k.id_number_hash = m.id_number_hash and k.county_code > m.county_code
join household h on h.id = m.household_id and h.county_code = m.county_code and h.state = 'confirmed'
join household g on g.id = k.household_id and g.county_code = k.county_code and g.state = 'confirmed'
where not exists (select 1 from household_double d where d.household_id = m.household_id and d.other_household_id = k.household_id and d.county_code = m.county_code)
union all
select 'household:' || t.household_id, 'what was told of it and ' || t.other_household_id || ' does not fit its stamp'
from household_double t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'household:' || t.household_id, 'was told of and ' || t.other_household_id || ' was not'
from household_double t
where not exists (select 1 from household_double o where o.household_id = t.other_household_id and o.other_household_id = t.household_id and o.county_code = t.other_county_code)
limit 20
