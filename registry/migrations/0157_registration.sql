-- What somebody registers as: a caring person, a household of the register, an information administrator. A household without a phone is registered by an officer.
create table registration (
    id           bigint primary key,
    county_code  text not null,  -- '' = of a caring person
    place_code   text not null,  -- where the household lives; the region that an administrator asks for; '' = of a caring person
    kind         text not null check (kind in ('caring', 'household', 'administrator')),
    account_id   bigint references account,  -- null = a household that an officer registered
    household_id bigint references household,  -- null = nobody of the register was found in that village
    name_masked  text not null default '',
    role         text not null default '',
    reason       text not null default '',
    consent_kind text check (consent_kind in ('paper', 'voice')),
    consent_no   text,
    consent_on   date,
    consent_by   text,
    scan_id      bigint,
    recorded_by  bigint not null references account,
    grant_id     bigint references role_grant,
    decided_by   bigint references account,
    state        text not null check (state in ('applied', 'granted', 'refused', 'withdrawn', 'lapsed', 'ended')),
    answer       text not null default '',
    created_at   timestamptz not null default now(),
    stamp        bytea,
    constraint registration_by_another check (decided_by <> account_id),
    constraint registration_consent check (account_id is not null or consent_kind is not null)
);
create unique index registration_once on registration (account_id, kind) where account_id is not null and state = 'applied';
create unique index registration_proxy on registration (household_id) where account_id is null and state = 'granted';
create index registration_account on registration (account_id, id) where account_id is not null;
create index registration_desk on registration (county_code, state, id);
create index registration_waiting on registration (created_at) where state = 'applied';
create index registration_household on registration (household_id, id) where household_id is not null;
create index registration_scan on registration (scan_id) where scan_id is not null;
grant select, insert, update on registration to mall_app;
create function stamp_bytes(t registration) returns bytea language sql stable
    return record_send(row('registration'::text, t.id, t.county_code, t.place_code, t.kind, t.account_id, t.household_id, t.name_masked, t.role, t.reason, t.consent_kind,
        t.consent_no, t.consent_on, t.consent_by, t.scan_id, t.recorded_by, t.grant_id, t.decided_by, t.created_at));
grant execute on function stamp_bytes(registration) to mall_app;
