-- Links between a household and a producer that were in doubt at some time: whether sales credit the household for it. A link without a row is free.

create table benefit_link (
    id bigint not null,
    county_code text not null,
    household_id bigint not null references household,
    producer_id bigint not null references organisation,
    state text not null default 'free',
    causes text[] not null default '{}', -- why it is held: each is taken away by whoever gave it
    created_at timestamptz not null default now(),
    stamp bytea not null,
    constraint benefit_link_pkey primary key (id),
    constraint benefit_link_unique unique (household_id, producer_id),
    constraint benefit_link_state_check check (state in ('free', 'held', 'ended')),
    constraint benefit_link_causes_check check (causes <@ array['register', 'flag', 'consent'] and (state = 'free') = (causes = '{}'))
);
-- What is not free, by producer: asked at every payment.
create index benefit_link_held on benefit_link (producer_id) where state <> 'free';

create function stamp_bytes(t benefit_link) returns bytea language sql stable
    return record_send(row('benefit_link'::text, t.id, t.county_code, t.household_id, t.producer_id, t.created_at));
grant execute on function stamp_bytes(benefit_link) to mall_app;
grant select, insert on benefit_link to mall_app;
grant update (state, causes, stamp) on benefit_link to mall_app;
