-- What a household agreed to and took back: to be linked to producers, to be named, to be shown. Append-only; what holds stands in `household` as well, so that who writes a plan or
-- shows a page need not look for it. Who came with the register stands as its signed paper has it: linked and shown, not named (registry/household_consent.h).

-- Both are of the row's type, which takes no new column with a value while they are there.
drop function stamp_bytes(household);
drop function public_name(household);
alter table household
    add column consent_linked boolean not null default true,
    add column consent_named boolean not null default false,
    add column consent_shown boolean not null default true;
-- Nobody earns who does not want to be linked.
alter table household add constraint household_confirmed_consents check (state <> 'confirmed' or consent_linked);

-- Photos of papers that a household or its officer sent in; one that nothing names is deleted a week later.
create table household_scan (
    id bigint not null,
    county_code text not null,
    household_id bigint not null references household,
    account_id bigint not null,
    width bigint not null,
    height bigint not null,
    image_sealed bytea not null,
    kept boolean not null default false,
    created_at timestamptz not null default now(),
    constraint household_scan_pkey primary key (id)
);
create index household_scan_of on household_scan (household_id, id);
create index household_scan_over on household_scan (created_at) where not kept;
grant select, insert, delete on household_scan to mall_app;
grant update (kept, image_sealed) on household_scan to mall_app;

create table household_consent (
    id bigint not null,
    county_code text not null,
    household_id bigint not null references household,
    kind text not null,
    given boolean not null,
    way text not null,
    reference text not null,
    scan_id bigint,
    account_id bigint not null,
    at timestamptz not null default now(),
    stamp bytea not null,
    constraint household_consent_pkey primary key (id),
    constraint household_consent_kind_check check (kind in ('linked', 'named', 'shown')),
    constraint household_consent_way_check check (way in ('own', 'paper', 'voice', 'proxy'))
);
create index household_consent_of on household_consent (household_id, kind, id);
create index household_consent_page on household_consent (household_id, id);
create function stamp_bytes(t household_consent) returns bytea language sql stable
    return record_send(row('household_consent'::text, t.id, t.county_code, t.household_id, t.kind, t.given, t.way, t.reference, t.scan_id, t.account_id, t.at));
grant execute on function stamp_bytes(household_consent) to mall_app;
grant select, insert on household_consent to mall_app;
grant update (stamp) on household_consent to mall_app;

create function stamp_bytes(t household) returns bytea language sql stable
    return record_send(row('household'::text, t.id, t.household_no, t.county_code, t.village_code, t.pseudonym, t.identified_on, t.attribute,
        t.family_type, t.main_cause, t.smartphone, t.proxy, t.created_at));
grant execute on function stamp_bytes(household) to mall_app;

-- What everybody may call a household: with the surname of its head where it agreed to be named, else its number in the village; nothing of either when it does not want to be shown.
create function public_name(h household) returns text language sql stable
    return case when not h.consent_shown then '农户' when h.consent_named then h.pseudonym else coalesce(substring(h.pseudonym from '第[0-9]+户$'), '农户') end;
grant execute on function public_name(household) to mall_app;
