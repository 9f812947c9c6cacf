-- How an organisation comes in: a dossier with its papers, their scans, what each desk decided, and what people object while it is public.

create table dossier (
    id              bigint primary key,
    county_code     text not null,
    purpose         text not null check (purpose in ('apply', 'renew')),
    applicant_id    bigint not null references account,
    organisation_id bigint references organisation,  -- renew: whose papers; apply: what it became
    kind            text not null,
    name            text not null default '',
    uscc            text not null default '',
    township_code   text not null default '',
    village_code    text not null default '',
    sells           text not null default '',
    processed       boolean not null default false,  -- sells food that needs a permit
    legal_name_sealed bytea,
    legal_id_sealed bytea,
    bank_sealed     bytea,
    contact_sealed  bytea,
    state           text not null default 'draft' check (state in ('draft', 'township_review', 'department_review', 'county_review', 'publicity', 'in_force',
                        'sent_back', 'withdrawn')),
    revision        bigint not null default 1,  -- goes up with each save and each handing in: who decides names what they saw
    round           bigint not null default 0,  -- how often it was handed in
    submitted_at    timestamptz,
    publicity_ends_at timestamptz,
    created_at      timestamptz not null default now(),
    stamp           bytea
);
create index dossier_applicant on dossier (applicant_id, id);
create index dossier_desk on dossier (county_code, state, id);
create index dossier_organisation on dossier (organisation_id) where organisation_id is not null;
create index dossier_uscc on dossier (uscc) where state not in ('draft', 'withdrawn');
create index dossier_publicity on dossier (publicity_ends_at) where state = 'publicity';
grant select, insert, update on dossier to mall_app;
create function stamp_bytes(t dossier) returns bytea language sql stable
    return record_send(row('dossier'::text, t.id, t.county_code, t.purpose, t.applicant_id, t.organisation_id, t.kind, t.name, t.uscc, t.township_code,
        t.village_code, t.sells, t.processed, t.round, t.submitted_at, t.publicity_ends_at, t.created_at));
grant execute on function stamp_bytes(dossier) to mall_app;

create table dossier_paper (
    dossier_id  bigint not null references dossier,
    place       bigint not null,
    county_code text not null,
    kind        text not null check (kind in ('licence', 'food_permit', 'conformity', 'test_report', 'green', 'organic', 'gi')),
    number      text not null default '',
    issued_on  date,
    expires_on date,  -- the last day; null = it has no end, or none was said yet
    scan_id     bigint,
    stamp       bytea,
    primary key (dossier_id, place)
);
grant select, insert, delete, update on dossier_paper to mall_app;
create function stamp_bytes(t dossier_paper) returns bytea language sql stable
    return record_send(row('dossier_paper'::text, t.dossier_id, t.place, t.county_code, t.kind, t.number, t.issued_on, t.expires_on, t.scan_id));
grant execute on function stamp_bytes(dossier_paper) to mall_app;

create table dossier_scan (
    id           bigint primary key,
    county_code  text not null,
    dossier_id   bigint not null references dossier,
    width        bigint not null,
    height       bigint not null,
    image_sealed bytea not null,
    created_at   timestamptz not null default now()
);
create index dossier_scan_created on dossier_scan (created_at);
create index dossier_scan_dossier on dossier_scan (dossier_id, id);
grant select, insert, delete, update on dossier_scan to mall_app;

create table dossier_decision (
    id          bigint primary key,
    county_code text not null,
    dossier_id  bigint not null references dossier,
    round       bigint not null,
    step        text not null check (step in ('township', 'department', 'county')),
    decision    text not null check (decision in ('pass', 'send_back')),
    account_id  bigint not null references account,
    note        text not null,
    faults      jsonb not null,  -- [{paper, field, note}]
    decided_at  timestamptz not null default now(),
    stamp       bytea
);
create index dossier_decision_dossier on dossier_decision (dossier_id, id);
grant select, insert, update on dossier_decision to mall_app;
create function stamp_bytes(t dossier_decision) returns bytea language sql stable
    return record_send(row('dossier_decision'::text, t.id, t.county_code, t.dossier_id, t.round, t.step, t.decision, t.account_id, t.note, t.faults::text,
        t.decided_at));
grant execute on function stamp_bytes(dossier_decision) to mall_app;

create table dossier_objection (
    id             bigint primary key,
    county_code    text not null,
    dossier_id     bigint not null references dossier,
    round          bigint not null,
    account_id     bigint references account,  -- null = somebody who left a telephone number
    text_sealed    bytea not null,
    contact_sealed bytea,
    state          text not null default 'open' check (state in ('open', 'dismissed', 'upheld')),
    answer         text not null default '',
    created_at     timestamptz not null default now(),
    answered_at    timestamptz,
    stamp          bytea
);
create index dossier_objection_dossier on dossier_objection (dossier_id, id);
create index dossier_objection_open on dossier_objection (county_code, id) where state = 'open';
grant select, insert, update on dossier_objection to mall_app;
create function stamp_bytes(t dossier_objection) returns bytea language sql stable
    return record_send(row('dossier_objection'::text, t.id, t.county_code, t.dossier_id, t.round, t.account_id, t.created_at));
grant execute on function stamp_bytes(dossier_objection) to mall_app;
