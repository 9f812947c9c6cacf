-- Producers and stations that are not active, whose goods nobody may see: few, and copied to every machine with the table that they stand in. What walks over
-- thousands of goods looks them up in memory by `not in (select id from seller_hidden)`.
create view seller_hidden as
select o.id from organisation o where o.state <> 'active';
grant select on seller_hidden to mall_app;
