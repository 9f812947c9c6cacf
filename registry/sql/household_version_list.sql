-- What the register said of a household, newest first. $1 household, $2 cursor (ids below it), $3 limit. Columns: version_id, valid_from, valid_to, change_no, snapshot_id, read_at,
-- _facts (sealed). Index: household_version_of.
select v.id as version_id, to_char(v.valid_from, 'YYYY-MM-DD') as valid_from, to_char(v.valid_to, 'YYYY-MM-DD') as valid_to, v.change_no, v.snapshot_id, v.read_at, v.facts_sealed as _facts
from household_version v
where v.household_id = $1 and v.id < $2
order by v.id desc
limit $3
