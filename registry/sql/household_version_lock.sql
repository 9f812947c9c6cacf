-- The version of a household that holds, locked. $1 household. Columns: id, _facts, _said (sealed; null: the facts are the register's own). Index: household_version_now.
select id, facts_sealed as _facts, said_sealed as _said
from household_version
where household_id = $1 and valid_to is null
for update
