-- $1 household. Unique index household_member_no_unique.
-- Columns: member_no, sex, relation, labour, _name (sealed), _id_number (sealed).
select member_no, sex, relation, labour, name_sealed as _name, id_number_sealed as _id_number
from household_member
where household_id = $1
order by member_no
limit 50
