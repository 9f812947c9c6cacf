-- Whether somebody is of a household. $1 account, $2 household. Columns: is_own. Index: role_grant_once.
select exists (select 1 from role_grant g
               where g.account_id = $1::bigint and g.household_id = $2::bigint and (g.valid_to is null or g.valid_to > now())) as is_own
