-- What a household asks to have corrected (PIPL article 46): which field, what stands there and what should, why. Values and reason are sealed, and so not stamped.
create table household_correction (
    id           bigint not null,
    county_code  text not null,
    village_code text not null,
    household_id bigint not null references household,
    field        text not null,
    member_no    integer not null default 0, -- whose name; 0 = the household's own field
    old_sealed   bytea not null,             -- as it stood when it was asked; an empty text = nothing
    new_sealed   bytea not null,
    reason_sealed bytea not null,
    scan_id      bigint,                     -- photo of a paper
    asked_as     text not null,
    asked_by     bigint not null,            -- 0 = whoever held the code on paper
    asked_at     timestamptz not null default now(),
    due_on       date not null,              -- the day by which it is to be answered, of Beijing
    checked_by   bigint references account,  -- the first pair of eyes, where money is concerned
    decided_by   bigint references account,
    decided_at   timestamptz,
    answer       text not null default '',
    state        text not null default 'asked',
    stamp        bytea,
    constraint household_correction_pkey primary key (id),
    constraint household_correction_field_check check (field in ('phone', 'address', 'bank_account', 'name', 'register', 'other')),
    constraint household_correction_member check ((field = 'name') = (member_no > 0)),
    constraint household_correction_as_check check (asked_as in ('own', 'paper', 'proxy', 'officer')),
    constraint household_correction_state_check check (state in ('asked', 'checked', 'accepted', 'refused', 'passed_on', 'withdrawn')),
    constraint household_correction_eyes check (decided_by <> asked_by and checked_by <> asked_by and decided_by <> checked_by),
    constraint household_correction_money check (state <> 'accepted' or field <> 'bank_account' or checked_by is not null)
);
-- One open request for a field.
create unique index household_correction_once on household_correction (household_id, field, member_no) where state in ('asked', 'checked') and field <> 'other';
create index household_correction_of on household_correction (household_id, id);
create index household_correction_desk on household_correction (county_code, state, id);
create index household_correction_scan on household_correction (scan_id) where scan_id is not null;
create function stamp_bytes(t household_correction) returns bytea language sql stable
    return record_send(row('household_correction'::text, t.id, t.county_code, t.village_code, t.household_id, t.field, t.member_no, t.scan_id, t.asked_as, t.asked_by, t.asked_at,
        t.due_on, t.checked_by, t.decided_by, t.decided_at, t.answer, t.state));
grant execute on function stamp_bytes(household_correction) to mall_app;
grant select, insert, update on household_correction to mall_app;

-- A version that was corrected here keeps beside its text what the register itself said, so that the register saying the same again is no news, and what it never said otherwise stays
-- corrected (registry/household_version.h). Null: the text is the register's own.
alter table household_version add column said_sealed bytea, add column said_hash bytea;
grant update (said_sealed, said_hash) on household_version to mall_app;
alter table household_stage add column said_sealed bytea, add column said_hash bytea;
