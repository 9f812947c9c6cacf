-- Regions, organisations, people and what they may do, households.

create table region (
    code       text not null,
    level      smallint not null check (level between 1 and 5),
    parent_code text not null,
    name       text not null,
    pickable   boolean not null,
    valid_from date not null default '2000-01-01',
    valid_to   date,
    successor_code text,
    primary key (code, level)
);
create index region_parent on region (parent_code, level);
grant select, insert, update, delete on region to mall_app;

create table organisation (
    id           bigint primary key,
    code         text not null constraint organisation_code_unique unique,
    kind         text not null check (kind in ('cooperative', 'enterprise', 'station')),
    name         text not null,
    uscc         text not null constraint organisation_uscc_unique unique,
    county_code  text not null,
    township_code text not null default '',
    village_code text not null default '',
    contact_sealed bytea,
    state        text not null default 'active' check (state in ('applied', 'active', 'suspended', 'removed')),
    created_at   timestamptz not null default now()
);
create index organisation_county on organisation (county_code, kind);
grant select, insert, update on organisation to mall_app;

create table account (
    id           bigint primary key,
    phone_hash   bytea not null constraint account_phone_unique unique,
    phone_sealed bytea not null,
    display_name text not null default '',
    state        text not null default 'active' check (state in ('active', 'locked', 'erased')),
    created_at   timestamptz not null default now()
);
grant select, insert, update on account to mall_app;

create table role_grant (
    id         bigint primary key,
    account_id bigint not null references account,
    role       text not null check (role in ('producer', 'station_officer', 'village_officer', 'county_auditor', 'operator', 'household')),
    region_code text not null default '',   -- subtree: every code that begins with it; '' = everywhere
    org_id     bigint references organisation,
    household_id bigint,                    -- role household: its own statement
    valid_from timestamptz not null default now(),
    valid_to   timestamptz,
    granted_by bigint not null,
    constraint role_grant_once unique nulls not distinct (account_id, role, region_code, org_id, household_id)
);
grant select, insert, update on role_grant to mall_app;

create table login_code (
    phone_hash bytea primary key,
    code_hash  bytea not null,
    expires_at timestamptz not null,
    tries      int not null default 0,
    sent_at    timestamptz not null,
    day        date not null,
    sent_today int not null
);
grant select, insert, update, delete on login_code to mall_app;

create table session (
    token_hash bytea primary key,
    account_id bigint not null references account,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index session_account on session (account_id);
grant select, insert, update, delete on session to mall_app;

-- Messages to people (SMS now); what an adapter would send. Texts hold codes, so they are sealed.
create table message (
    id           bigint primary key,
    channel      text not null check (channel in ('sms')),
    phone_hash   bytea not null,
    phone_sealed bytea not null,
    text_sealed  bytea not null,
    state        text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
    created_at   timestamptz not null default now(),
    sent_at      timestamptz
);
create index message_phone on message (phone_hash, id);
grant select, insert, update, delete on message to mall_app;

create table household (
    id            bigint primary key,
    household_no  text not null constraint household_no_unique unique,
    county_code   text not null,
    village_code  text not null,
    pseudonym     text not null,             -- what buyers and the public see: 'surname + number in village'; never the full name
    identified_on date not null,
    attribute     text not null,
    family_type   text not null,
    main_cause    text not null,
    state         text not null check (state in ('confirmed', 'suspended', 'removed')),
    smartphone    boolean not null,
    proxy         boolean not null,
    phone_sealed  bytea,
    phone_hash    bytea,
    bank_sealed   bytea,
    bank_hash     bytea,
    created_at    timestamptz not null default now()
);
create index household_village on household (village_code, id);
grant select, insert, update on household to mall_app;

create table household_member (
    id           bigint primary key,
    county_code  text not null,
    household_id bigint not null references household,
    member_no    int not null,
    name_sealed  bytea not null,
    id_number_sealed bytea not null,
    id_number_hash   bytea not null constraint household_member_id_unique unique,
    sex          text not null,
    relation     text not null,
    labour       text not null,
    constraint household_member_no_unique unique (household_id, member_no)
);
grant select, insert, update on household_member to mall_app;

-- Every reading of an unmasked personal field. Append-only.
create table access_trail (
    id         bigint primary key,
    account_id bigint not null,
    purpose    text not null,
    subject    text not null,
    subject_id bigint not null,
    fields     text not null,
    at         timestamptz not null default now()
);
create index access_trail_subject on access_trail (subject_id, id);
grant select, insert on access_trail to mall_app;
