-- What a household's own papers say of it: its head and its telephone. $1 household. Columns: _name (sealed), _phone (sealed). Index: primary key,
-- household_member_no_unique.
select m.name_sealed as _name, h.phone_sealed as _phone
from household h
left join household_member m on m.household_id = h.id and m.county_code = h.county_code and m.member_no = 1
where h.id = $1
