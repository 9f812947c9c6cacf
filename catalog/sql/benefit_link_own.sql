-- Whether a link is of who wants to decide on it: he has a role at the producer, or is of the household. $1 account, $2 producer, $3 household. Columns: is_own. Index: role_grant_once.
select exists (select 1 from role_grant g
               where g.account_id = $1::bigint and (g.valid_to is null or g.valid_to > now()) and (g.org_id = $2::bigint or g.household_id = $3::bigint)) as is_own
