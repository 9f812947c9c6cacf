-- Notes that the seller bore an order. $1 order, $2 county. Columns: none. Index: borne_order primary key.
insert into borne_order (order_id, county_code)
values ($1::bigint, $2::text)
on conflict do nothing
