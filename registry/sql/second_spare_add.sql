-- Keeps spare codes. $1 account, $2 hashes of the codes. Columns: none.
insert into second_spare (account_id, code_hash)
select $1::bigint, unnest($2::bytea[])
