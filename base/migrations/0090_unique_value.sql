-- What must stand only once in the whole country, whatever county's table it stands in: once tables are spread by county their own keys hold within a county.
-- Written in the transaction that writes the row, spread by the value itself (ops/citus); nothing refers to it. A kind has an index of its own, so that
-- a refusal can tell which it was.
create table unique_value (
    kind     text not null check (kind in ('household_no', 'waybill')),
    value    text not null,
    owner_id bigint not null        -- the household's, the parcel's
);
insert into unique_value
select 'household_no', household_no, id from household
union all
select 'waybill', carrier || ' ' || waybill_no, id from parcel where waybill_no is not null;
create unique index unique_household_no on unique_value (value) where kind = 'household_no';
create unique index unique_waybill on unique_value (value) where kind = 'waybill';
grant select, insert on unique_value to mall_app;
