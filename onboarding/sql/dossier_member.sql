-- Whether an account has a role at an organisation, or at that of a credit code. $1 account, $2 organisation (0 = none), $3 credit code. Columns: member.
-- Index: role_grant_once by account.
select exists (select from role_grant g
               join organisation o on o.id = g.org_id
               where g.account_id = $1::bigint and (g.valid_to is null or g.valid_to > now()) and (o.id = $2::bigint or o.uscc = $3)) as member
