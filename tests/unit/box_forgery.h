/* Boxes that lie where they do not belong (orders/audit_box.h), for the list of
 * tests/unit/audit_db_test.c: which checks notice, the change, and what mends it. */
#ifndef TESTS_UNIT_BOX_FORGERY_H
#define TESTS_UNIT_BOX_FORGERY_H

#define BOX_FORGERIES                                                                              \
    {LINKS, "update parcel_item set sku_id = $B+52 where sku_id = $B+51",                          \
     "update parcel_item set sku_id = $B+51 where sku_id = $B+52"},                                \
        {LINKS "|" ORDER_TIMES,                                                                    \
         "create table world.kept as select * from parcel; update parcel set order_id = (select "  \
         "max(order_id) from world.kept) where order_id <> (select max(order_id) from "            \
         "world.kept)",                                                                            \
         "update parcel p set order_id = k.order_id from world.kept k where k.id = p.id; drop "    \
         "table "                                                                                  \
         "world.kept"},                                                                            \
        {PARCELS "|" LINKS, "update parcel_item set county_code = '990102' where sku_id = $B+51",  \
         "update parcel_item set county_code = '990101' where sku_id = $B+51"},                    \
        {PARCELS "|" LINKS "|" ORDER_TIMES,                                                        \
         "update parcel set county_code = '990102' where state = 'packed'",                        \
         "update parcel set county_code = '990101' where state = 'packed'"},                       \
        {PARCELS "|" LINKS,                                                                        \
         "create table world.kept as select * from parcel_item where sku_id = $B+51; alter table " \
         "parcel_item drop constraint parcel_item_parcel_id_fkey; update parcel_item set "         \
         "parcel_id = 7 "                                                                          \
         "where sku_id = $B+51",                                                                   \
         "update parcel_item i set parcel_id = k.parcel_id from world.kept k where k.line_id = "   \
         "i.line_id and k.lot_id = i.lot_id; alter table parcel_item add constraint "              \
         "parcel_item_parcel_id_fkey foreign key (parcel_id) references parcel (id); drop table "  \
         "world.kept"},                                                                            \
        {STOCK "|" LINKS,                                                                          \
         "update reservation set sku_id = sku_id + 100 where line_id in " GONE_LINE,               \
         "update reservation set sku_id = sku_id - 100 where line_id in " GONE_LINE},              \
        {LINKS,                                                                                    \
         "insert into reservation select 7, lot_id, sku_id, county_code, 0 from reservation "      \
         "limit 1",                                                                                \
         "delete from reservation where line_id = 7"},

#endif
