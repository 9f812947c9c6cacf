-- What looks like fraud and waits for the county's look: found by timed work, ended by a person.

create table fraud_flag (
    id              bigint not null,
    county_code     text not null,
    kind            text not null,
    household_id    bigint not null,            -- 0 = about no one household
    organisation_id bigint not null,            -- the seller; 0 = about none
    mark            text not null,              -- what the evidence comes to: the same again raises nothing
    evidence        jsonb not null,             -- nothing personal stands here: numbers, pseudonyms, roles, sums
    state           text not null default 'raised',
    raised_at       timestamptz not null default now(),
    found_at        timestamptz not null default now(), -- the evidence is of this time
    decided_at      timestamptz,
    decided_by      bigint,
    reason          text not null default '',
    stamp           bytea,
    constraint fraud_flag_pkey primary key (id),
    constraint fraud_flag_kind check (kind in ('shared_bank', 'many_sellers', 'staff_benefits', 'legal_person', 'high_income', 'own_purchases')),
    constraint fraud_flag_state check (state in ('raised', 'looked_at', 'confirmed', 'cleared')),
    constraint fraud_flag_decided check ((state in ('confirmed', 'cleared')) = (decided_at is not null and decided_by is not null))
);
create unique index fraud_flag_open on fraud_flag (county_code, kind, household_id, organisation_id) where state in ('raised', 'looked_at');
create index fraud_flag_of on fraud_flag (county_code, kind, household_id, organisation_id, id);
create index fraud_flag_state_of on fraud_flag (county_code, state, id);

create function stamp_bytes(t fraud_flag) returns bytea language sql stable
    return record_send(row('fraud_flag'::text, t.id, t.county_code, t.kind, t.household_id, t.organisation_id, t.mark, t.evidence, t.raised_at, t.found_at, t.decided_at, t.decided_by, t.reason));
grant execute on function stamp_bytes(fraud_flag) to mall_app;
grant select, insert on fraud_flag to mall_app;
grant update (mark, evidence, state, found_at, decided_at, decided_by, reason, stamp) on fraud_flag to mall_app;

-- When a county was looked at last.
create table fraud_look (
    county_code text not null,
    looked_at   timestamptz not null,
    constraint fraud_look_pkey primary key (county_code)
);
grant select, insert, update on fraud_look to mall_app;
