-- Members of a household. $1 household. Columns: member_no, sex, relation, labour, _name (sealed), _id_number (sealed). Index: household_member_no_unique.
select member_no, sex, relation, labour, name_sealed as _name, id_number_sealed as _id_number
from household_member
where household_id = $1
order by member_no
limit 50
