-- A person stands once in a county's list. In two counties' lists somebody may stand while moving, or by mistake: that is found and settled by people (registry/household_double.h), not refused by a key, as the
-- hash changes with the master key and counties may lie on different machines.
alter table household_member drop constraint household_member_id_unique;
alter table household_member add constraint household_member_id_unique unique (id_number_hash, county_code);

-- Households of two counties that had a person in common while both counted: a row for each of the two.
create table household_double (
    household_id       bigint not null,
    county_code        text not null,
    other_household_id bigint not null,
    other_county_code  text not null,
    member_no          int not null,         -- the person, in this household
    is_later           boolean not null,     -- this one came later, and was suspended
    found_at           timestamptz not null,
    stamp              bytea not null,
    constraint household_double_pkey primary key (household_id, other_household_id, county_code),
    check (county_code <> other_county_code)
);
create index household_double_county on household_double (county_code, household_id);
grant select, insert on household_double to mall_app;
create function stamp_bytes(t household_double) returns bytea language sql stable
    return record_send(row('household_double'::text, t.household_id, t.county_code, t.other_household_id, t.other_county_code, t.member_no, t.is_later, t.found_at));
grant execute on function stamp_bytes(household_double) to mall_app;
