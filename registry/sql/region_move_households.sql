-- Households of a village that died go to another of the county. Where households live there already their numbers go on behind those. $1 village, $2 village to go to, $3 county.
-- Columns: id. Index: household_village.
update household h
set village_code = $2::text,
    pseudonym = case when t.there > 0 then regexp_replace(h.pseudonym, '第[0-9]+户', '第' || t.there + t.turn || '户') else h.pseudonym end
from (select o.id, o.county_code, row_number() over (order by o.id) as turn,
             (select count(*) from household n where n.village_code = $2::text and n.county_code = $3::text) as there
      from household o
      where o.village_code = $1::text and o.county_code = $3::text) t
where h.id = t.id and h.county_code = t.county_code
returning h.id
