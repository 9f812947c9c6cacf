-- What the register said of a household, and from when on: all of its fields and members, sealed, a version for each time that they changed. The columns of household
-- and household_member are what the newest version says, as far as it is looked for or shown every day.

create table household_version (
    id bigint not null,
    county_code text not null,
    household_id bigint not null references household,
    valid_from date not null,
    valid_to date, -- the day from which the next one holds; null = it holds
    change_no bigint not null, -- of the register, as of which it was read
    snapshot_id text not null default '', -- the snapshot it came with; '' = with the feed
    facts_sealed bytea not null,
    facts_hash bytea not null,
    read_at timestamptz not null default now(),
    stamp bytea not null,
    constraint household_version_pkey primary key (id),
    constraint household_version_days check (valid_to >= valid_from)
);
create index household_version_of on household_version (household_id, id);
create unique index household_version_now on household_version (household_id) where valid_to is null;

create function stamp_bytes(t household_version) returns bytea language sql stable
    return record_send(row('household_version'::text, t.id, t.county_code, t.household_id, t.valid_from, t.change_no, t.snapshot_id, t.read_at));
grant execute on function stamp_bytes(household_version) to mall_app;
grant select, insert on household_version to mall_app;
grant update (valid_to, facts_sealed, facts_hash) on household_version to mall_app;

-- Who belongs to a household no longer does not stay in the list of its members; the versions before say that they did.
grant delete on household_member to mall_app;

-- What the register tells, between reading and taking over; gone when that is done. What a crash of the server empties is read again.
create table household_stage (
    run_id bigint not null,
    line_no bigint not null,
    what text not null,
    household_id bigint not null,
    household_no text not null,
    county_code text not null,
    village_code text not null,
    state text not null,
    surname text not null,
    identified_on date,
    attribute text,
    family_type text,
    main_cause text,
    phone_sealed bytea,
    phone_hash bytea,
    bank_sealed bytea,
    bank_hash bytea,
    version_id bigint,
    valid_from date,
    change_no bigint,
    facts_sealed bytea,
    facts_hash bytea,
    constraint household_stage_pkey primary key (run_id, line_no),
    constraint household_stage_what_check check (what in ('new', 'changed', 'same', 'newer', 'faulty'))
);
create table household_stage_member (
    run_id bigint not null,
    line_no bigint not null,
    member_no integer not null,
    what text not null,
    member_id bigint not null,
    county_code text not null,
    household_id bigint not null,
    name_sealed bytea not null,
    id_number_sealed bytea not null,
    id_number_hash bytea not null,
    sex text not null,
    relation text not null,
    labour text not null,
    constraint household_stage_member_pkey primary key (run_id, line_no, member_no),
    constraint household_stage_member_what_check check (what in ('new', 'changed', 'same'))
);
alter table household_stage set unlogged;
alter table household_stage_member set unlogged;
grant select, insert, update, delete on household_stage, household_stage_member to mall_app;

-- Empties both at once: rows that were deleted one by one would have to be swept up.
create function household_stage_empty() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
    truncate household_stage, household_stage_member;
end $$;
revoke execute on function household_stage_empty() from public;
grant execute on function household_stage_empty() to mall_app;

-- Who works for an organisation.
create index if not exists role_grant_org on role_grant (org_id) where org_id is not null;
