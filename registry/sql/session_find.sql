-- A session with the grants of its account. $1 SHA-256 of the token.
-- Columns: account_id, role, region_code, org_id, household_id, suspended (the grant's organisation is), session_id, ended (its time is over), age_s, idle_s (seconds
-- since it began, and since its use was last noted), ends_ms (when the first of the grants ends by itself, Unix milliseconds; null = none does), proved (the second proof was brought). One row for each grant in force, one with
-- nulls when there is none, no row when there is no such session, it was ended or its account is locked. A grant for an organisation that is not active, expired or suspended does not count. Index: primary keys of
-- session and account, role_grant_once by account.
select s.account_id, g.role, g.region_code, g.org_id, g.household_id, g.suspended, s.session_id, s.expires_at <= now() as ended,
    extract(epoch from now() - s.created_at)::bigint as age_s, extract(epoch from now() - s.last_seen_at)::bigint as idle_s,
    (extract(epoch from min(g.expires_at) over ()) * 1000)::bigint as ends_ms,
    s.second_at is not null as proved
from session s
join account a on a.id = s.account_id and a.state = 'active'
left join lateral (
    select r.id, r.role, coalesce(nullif(r.region_code, ''), o.county_code, '') as region_code, r.org_id, r.household_id, r.expires_at, o.state = 'suspended' as suspended
    from role_grant r
    left join organisation o on o.id = r.org_id
    where r.account_id = s.account_id and r.valid_from <= now() and (r.valid_to is null or r.valid_to > now())
        and (r.expires_at is null or r.expires_at > now()) and not r.awaits_second
        and (r.org_id is null or o.state in ('active', 'expired', 'suspended'))
) g on true
where s.token_hash = $1 and s.revoked_at is null
order by g.id
limit 16
