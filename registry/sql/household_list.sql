-- Households of a region. $1 region code (6, 9 or 12 digits), $2 id to begin after, $3 limit, $4 state ('' = any).
-- Columns: household_id, pseudonym, village_code, family_type, state, id.
-- Index: household_village; the codes of a subtree are the range from $1 to $1 followed by what sorts behind every digit.
select id as household_id, pseudonym, village_code, family_type, state, id
from household
where village_code >= $1 and village_code < $1 || ':' and id > $2 and ($4 = '' or state = $4)
order by id
limit $3
