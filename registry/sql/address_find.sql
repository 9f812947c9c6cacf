-- One address of an account. $1 address, $2 account. No row when it is not theirs. Index: address primary key.
-- Columns: address_id, region_code, is_default, _name, _phone, _detail (sealed).
select id as address_id, region_code, is_default, name_sealed as _name, phone_sealed as _phone, detail_sealed as _detail
from address
where id = $1 and account_id = $2
