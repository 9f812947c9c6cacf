-- An order's address is deleted once nobody needs it (MALL_ADDRESS_DAYS): the region stays, name, telephone and street go.

alter table sale_order alter column address_sealed drop not null;
alter table sale_order add column address_deleted_at timestamptz;  -- null = it is there
alter table sale_order add constraint sale_order_address_deleted check ((address_sealed is null) = (address_deleted_at is not null));
create index sale_order_address_over on sale_order ((coalesce(completed_at, paid_at, placed_at)))
    where address_sealed is not null and state in ('completed', 'cancelled');
create index sale_order_address_gone on sale_order (address_deleted_at) where address_deleted_at is not null;
