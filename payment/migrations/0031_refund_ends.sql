-- A refund always ends: every number under which the provider was asked for it is kept, and when it was last asked about.

alter table refund add column asked_at timestamptz;
alter table refund add column said_code text;           -- why the provider refused the last asking; null = it did not

-- A number the provider has closed stays closed for ever: the refund is asked for again under the next one.
create table refund_number (
    number      text constraint refund_number_pk primary key,
    refund_id   bigint not null references refund,
    county_code text not null,
    ordinal     int not null check (ordinal >= 1),
    made_at     timestamptz not null default now(),
    closed_at   timestamptz,
    constraint refund_number_ordinal unique (refund_id, ordinal)
);
grant select, insert, update on refund_number to mall_app;

insert into refund_number (number, refund_id, county_code, ordinal, made_at, closed_at)
select number, id, county_code, 1, created_at, case when state = 'closed' then now() end from refund;

drop index refund_open;
drop index refund_abnormal;
create index refund_open on refund (created_at) where state <> 'succeeded';
create index refund_to_ask on refund (coalesce(asked_at, created_at)) where state in ('requested', 'processing', 'abnormal');
