-- A version that held until now ends. $1 version. Columns: none. Index: household_version primary key.
update household_version v
set valid_to = greatest(v.valid_from, (now() at time zone 'Asia/Shanghai')::date)
where v.id = $1
