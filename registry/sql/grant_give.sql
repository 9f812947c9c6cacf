-- Gives a role. $1 id, $2 account, $3 role, $4 region code, $5 organisation (0 = none), $6 household (0 = none), $7 actor, $8 why, $9 last day, of Beijing ('' =
-- it does not end), $10 whether a second operator must agree.
-- Columns: id (of the grant; the old one's when it was given before), awaits_second. Index: role_grant_once. One in force only gets the new end.
insert into role_grant (id, account_id, role, region_code, org_id, household_id, granted_by, reason, expires_at, awaits_second)
values ($1, $2, $3, $4, nullif($5::bigint, 0), nullif($6::bigint, 0), $7, $8,
    (nullif($9::text, '')::date + interval '1 day') at time zone 'Asia/Shanghai', $10::boolean)
on conflict on constraint role_grant_once do update
set (valid_to, expires_at, granted_by, reason, valid_from, awaits_second, confirmed_by) =
    (select null::timestamptz, excluded.expires_at,
         case when n.holds then role_grant.granted_by else excluded.granted_by end,
         case when n.holds then role_grant.reason else excluded.reason end,
         case when n.holds then role_grant.valid_from else now() end,
         case when n.holds then role_grant.awaits_second else excluded.awaits_second end,
         case when n.holds then role_grant.confirmed_by end
     from (select role_grant.valid_to is null and (role_grant.expires_at is null or role_grant.expires_at > now()) as holds) n)
returning id, awaits_second
