-- Gives roles; a grant that is in force stays as it is, one that was taken back or has ended begins anew.
-- $1 ids, $2 accounts, $3 roles, $4 region codes, $5 organisations (0 = none), $6 households (0 = none), $7 in whose name (0 = nobody's account).
-- Columns: id, account_id, role, region_code, org_id (0 = none), household_id (0 = none). Rows are those that begin now. Index: role_grant_once.
insert into role_grant (id, account_id, role, region_code, org_id, household_id, granted_by)
select distinct on (account_id, role, region_code, org_id, household_id) id, account_id, role, region_code, nullif(org_id, 0), nullif(household_id, 0), $7::bigint
from (select unnest($1::bigint[]) as id, unnest($2::bigint[]) as account_id, unnest($3::text[]) as role, unnest($4::text[]) as region_code,
             unnest($5::bigint[]) as org_id, unnest($6::bigint[]) as household_id) t
on conflict on constraint role_grant_once do update
set valid_to = null, expires_at = null, valid_from = now(), granted_by = excluded.granted_by, reason = '', awaits_second = false, confirmed_by = null
where role_grant.valid_to is not null or role_grant.expires_at <= now()
returning id, account_id, role, region_code, coalesce(org_id, 0) as org_id, coalesce(household_id, 0) as household_id
