-- Four eyes: nobody holds a role that he gave himself, no operator is an auditor, a role may end by itself, and a new operator may wait for a second operator's word.

alter table role_grant add column expires_at timestamptz;                              -- from then on it gives nothing; null = never
alter table role_grant add column awaits_second boolean not null default false;        -- gives nothing until another operator agrees
alter table role_grant add column confirmed_by bigint;                                 -- who agreed; null = nobody had to

-- What was otherwise so far ends: the operator stays one, what somebody gave himself is given anew by somebody else.
update role_grant g
set valid_to = now()
where g.role = 'county_auditor' and g.valid_to is null
    and exists (select 1 from role_grant o where o.account_id = g.account_id and o.role = 'operator' and o.valid_to is null);
update role_grant set valid_to = now() where granted_by = account_id and valid_to is null;

alter table role_grant add constraint role_grant_by_another check (granted_by <> account_id or valid_to is not null);
alter table role_grant add constraint role_grant_second_is_another check (confirmed_by <> account_id and confirmed_by <> granted_by);
-- An operator's role lies over every county, an auditor's over one: of one account they may not overlap at any time.
alter table role_grant add constraint role_grant_apart exclude using gist (
    int8range(account_id, account_id, '[]') with &&,
    (case role when 'operator' then int8range(null, null) else int8range(region_code::bigint, region_code::bigint, '[]') end) with &&,
    tstzrange(valid_from, expires_at) with &&
) where (role in ('operator', 'county_auditor') and valid_to is null);

-- How much somebody read in a day.
create index access_trail_account_at on access_trail (account_id, at);
