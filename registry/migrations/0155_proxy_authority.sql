-- Who may act for a household that has no smartphone: whom, for what, from when to when, and on what word of the household's.
create table proxy_authority (
    id           bigint primary key,
    county_code  text not null,
    village_code text not null,
    household_id bigint not null references household,
    account_id   bigint not null references account,  -- who acts
    relation     text not null check (relation in ('family', 'neighbour', 'officer', 'other')),
    scope        text[] not null check (cardinality(scope) > 0),
    begins_on    date not null,
    ends_on      date not null,  -- the last day, of Beijing
    consent_kind text not null check (consent_kind in ('paper', 'voice')),
    consent_no   text not null,  -- of the signed paper, or of the recording
    consent_on   date not null,  -- the day that the household signed or spoke
    consent_by   text not null,  -- who took it
    scan_id      bigint,         -- photo of the paper
    recorded_by  bigint not null references account,
    recorded_at  timestamptz not null default now(),
    confirmed_by bigint references account,
    state        text not null default 'recorded' check (state in ('recorded', 'in_force', 'refused', 'withdrawn', 'ended', 'expired')),
    answer       text not null default '',  -- why it was refused, withdrawn or ended
    stamp        bytea,
    constraint proxy_authority_days check (ends_on >= begins_on),
    constraint proxy_authority_eyes check (confirmed_by <> account_id and confirmed_by <> recorded_by),
    constraint proxy_authority_paper check (consent_kind = 'voice' or scan_id is not null)
);
create unique index proxy_authority_once on proxy_authority (household_id, account_id) where state in ('recorded', 'in_force');
create index proxy_authority_household on proxy_authority (household_id, id);
create index proxy_authority_account on proxy_authority (account_id, id);
create index proxy_authority_desk on proxy_authority (county_code, state, id);
create index proxy_authority_open on proxy_authority (ends_on) where state in ('recorded', 'in_force');
create index proxy_authority_scan on proxy_authority (scan_id) where scan_id is not null;
grant select, insert, update on proxy_authority to mall_app;
create function stamp_bytes(t proxy_authority) returns bytea language sql stable
    return record_send(row('proxy_authority'::text, t.id, t.county_code, t.village_code, t.household_id, t.account_id, t.relation, t.scope, t.begins_on, t.ends_on,
        t.consent_kind, t.consent_no, t.consent_on, t.consent_by, t.scan_id, t.recorded_by, t.recorded_at, t.confirmed_by));
grant execute on function stamp_bytes(proxy_authority) to mall_app;
