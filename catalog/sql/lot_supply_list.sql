-- Whose fruit is in a lot, as buyers may see it. $1 lot id. Columns: household_id, pseudonym, village_code, village_name, weight_g.
-- Index: lot_supply primary key.
select s.household_id, h.pseudonym, h.village_code, g.name as village_name, s.weight_g
from lot_supply s
join household h on h.id = s.household_id and h.county_code = s.county_code
left join region g on g.code = h.village_code and g.level = 5
where s.lot_id = $1
order by s.household_id
