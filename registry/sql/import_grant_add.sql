-- Gives roles; a grant that is there stays as it is.
-- $1 ids, $2 accounts, $3 roles, $4 region codes, $5 organisations (0 = none), $6 households (0 = none). Columns: none. Index: role_grant_once.
insert into role_grant (id, account_id, role, region_code, org_id, household_id, granted_by)
select id, account_id, role, region_code, nullif(org_id, 0), nullif(household_id, 0), 0
from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])
    as t (id, account_id, role, region_code, org_id, household_id)
on conflict on constraint role_grant_once do nothing
