-- Locks the rows of links, in the order of their ids. $1 counties, $2 households, $3 producers, $4 a cause. Columns: id, county_code, state, has_cause, cause_count, is_flagged (a suspicion holds it, and nothing else).
-- Index: benefit_link_unique.
select l.id, l.county_code, l.state, $4::text = any (l.causes) as has_cause, cardinality(l.causes) as cause_count, l.causes = '{flag}' as is_flagged
from (select unnest($1::text[]) as county_code, unnest($2::bigint[]) as household_id, unnest($3::bigint[]) as producer_id) n
join benefit_link l on l.household_id = n.household_id and l.producer_id = n.producer_id and l.county_code = n.county_code
order by l.id
for update of l
