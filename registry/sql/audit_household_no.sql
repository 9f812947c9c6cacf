-- Numbers of households that are not kept as theirs in the country, and kept ones that are no household's. Columns: subject, detail.
select 'household:' || h.id as subject, 'its number is not kept for it' as detail
from household h
left join unique_value u on u.kind = 'household_no' and u.value = h.household_no and u.owner_id = h.id
where u.owner_id is null
union all
select 'household:' || u.owner_id, 'has not the number ' || u.value || ' that is kept for it'
from unique_value u
left join household h on h.id = u.owner_id and h.household_no = u.value
where u.kind = 'household_no' and h.id is null
limit 20
