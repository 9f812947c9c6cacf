-- Whose goods are in a lot, by the village of the households: counted, not named. $1 lot id.
-- Columns: village_name, households, grams. Index: lot_supply primary key.
select coalesce(max(g.name), '') as village_name, count(*) as households, sum(s.weight_g)::bigint as grams
from lot_supply s
join household h on h.id = s.household_id and h.county_code = s.county_code
left join region g on g.code = h.village_code and g.level = 5
where s.lot_id = $1
group by h.village_code
order by count(*) desc, h.village_code
