-- What an officer saw on a visit; append-only: a correction is a note of its own that names the one it corrects. The text is sealed.
create table household_note (
    id bigint not null,
    county_code text not null,
    household_id bigint not null references household,
    visited_on date not null,
    next_on date, -- when to come again; null = not said
    text_sealed bytea not null,
    corrects_id bigint, -- a note of the same household
    account_id bigint not null,
    at timestamptz not null default now(),
    stamp bytea not null,
    constraint household_note_pkey primary key (id),
    constraint household_note_days check (next_on >= visited_on)
);
create index household_note_of on household_note (household_id, id);
create function stamp_bytes(t household_note) returns bytea language sql stable
    return record_send(row('household_note'::text, t.id, t.county_code, t.household_id, t.visited_on, t.next_on, t.corrects_id, t.account_id, t.at));
grant execute on function stamp_bytes(household_note) to mall_app;
grant select, insert on household_note to mall_app;
grant update (stamp, text_sealed) on household_note to mall_app;
