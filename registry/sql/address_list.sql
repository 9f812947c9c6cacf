-- An account's addresses, the default one first, then the newest. $1 account. Index: address_account.
-- Columns: address_id, region_code, is_default, _name, _phone, _detail (sealed).
select id as address_id, region_code, is_default, name_sealed as _name, phone_sealed as _phone, detail_sealed as _detail
from address
where account_id = $1
order by is_default desc, id desc
