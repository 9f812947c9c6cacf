-- pgbench: one order, one transaction, the writes of a checkout. Variables: run (number of this run), n (0 at first), sku_from, sku_to (which SKU is bought).
-- Values have the length they have in the mall, where the address is sealed.
\set n :n + 1
\set buyer 1000001 + :client_id % 128
\set trade 1000000000000 * :run + :n * 1000 + :client_id * 4
\set order :trade + 1
\set line :trade + 2
\set sku random(:sku_from, :sku_to)
begin;
insert into idempotency_key (account_id, route, key, body_hash, result_id)
values (:buyer, 'trade_create', 'bench-key-' || :trade::bigint, '\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', :trade);
update stock set available = available - 1, reserved = reserved + 1 where sku_id = :sku and available >= 1;
insert into trade (id, county_code, buyer_id, total_fen, boxes, expires_at) values (:trade, '500236', :buyer, 3990, 1, now() + interval '30 minutes');
insert into sale_order (id, county_code, trade_id, buyer_id, producer_id, station_id, goods_fen, freight_fen, region_code, address_sealed)
values (:order, '500236', :trade, :buyer, 382714919151300608, 382714919155494925, 2990, 1000, '110108',
        '\x01000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f60616263646566676869');
insert into order_line (id, county_code, order_id, line_no, sku_id, listing_id, version_id, plan_id, title, spec, net_weight_g, quantity, price_fen, paid_fen)
values (:line, '500236', :order, 1, :sku, 2000001, 4000001, 3000001, '压测脐橙 1', '规格 100', 2500, 1, 2990, 2990);
insert into reservation (line_id, lot_id, sku_id, county_code, quantity) values (:line, 7000001, :sku, '500236', 1);
commit;
