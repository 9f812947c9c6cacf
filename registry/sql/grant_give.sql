-- Gives a role. $1 id, $2 account, $3 role, $4 region code, $5 organisation (0 = none), $6 household (0 = none), $7 actor, $8 why.
-- Columns: id (of the grant; the old one's when it was given before). Index: role_grant_once.
insert into role_grant (id, account_id, role, region_code, org_id, household_id, granted_by, reason)
values ($1, $2, $3, $4, nullif($5::bigint, 0), nullif($6::bigint, 0), $7, $8)
on conflict on constraint role_grant_once do update
set valid_to = null,
    granted_by = case when role_grant.valid_to is null then role_grant.granted_by else excluded.granted_by end,
    reason = case when role_grant.valid_to is null then role_grant.reason else excluded.reason end,
    valid_from = case when role_grant.valid_to is null then role_grant.valid_from else now() end
returning id
