-- Text messages as something that a provider takes, and tells of afterwards. What stood in `message` was never handed to anybody: the demo looked at the rows.

create table sms_message (
    id            bigint primary key,
    template      text not null,
    phone_hash    bytea not null,
    phone_sealed  bytea not null,
    values_sealed bytea not null,              -- what fills the template, codes among it
    channel       text not null default '',    -- who took it
    ticket        text,                        -- its number there
    state         text not null default 'queued' check (state in ('queued', 'sent', 'delivered', 'undelivered', 'failed', 'expired')),
    tries         int not null default 0,
    error         text not null default '',    -- the last word of the channel or the network
    created_at    timestamptz not null default now(),
    expires_at    timestamptz not null,        -- of no use to anybody from then on
    sent_at       timestamptz,                 -- when the channel took it
    reported_at   timestamptz,                 -- when it was said to have arrived, or not
    check ((state in ('sent', 'delivered', 'undelivered')) = (sent_at is not null)),
    check ((state in ('delivered', 'undelivered')) = (reported_at is not null))
);
create index sms_message_phone on sms_message (phone_hash, id);
create unique index sms_message_ticket on sms_message (channel, ticket) where ticket is not null;
create index sms_message_trouble on sms_message (state, id) where state in ('queued', 'failed', 'undelivered');
create index sms_message_created on sms_message (created_at);
grant select, insert, update, delete on sms_message to mall_app;

-- How much of an hour's or a day's allowance is used: of a phone (keyed hash), of a block of addresses, of all together. One row counts for all workers.
create table sms_budget (
    scope    text not null check (scope in ('phone', 'block', 'all')),
    key      text not null,
    hours    int not null check (hours in (1, 24)),
    began_at timestamptz not null,
    used     bigint not null check (used > 0),
    most     bigint not null,                  -- as it was set when it was last asked
    primary key (scope, key, hours, began_at)
);
create index sms_budget_began on sms_budget (began_at);
grant select, insert, update, delete on sms_budget to mall_app;
