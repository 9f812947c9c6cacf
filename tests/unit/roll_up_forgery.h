/* Changes of the sums that timed work keeps (ledger/roll_up.h, orders/sale_roll_up.h), for the list
 * of tests/unit/audit_db_test.c: which checks notice, the change, and what mends it. */
#ifndef TESTS_UNIT_ROLL_UP_FORGERY_H
#define TESTS_UNIT_ROLL_UP_FORGERY_H

#define HOUSEHOLD_SUMS "households' sums are those of their months"
#define COUNTY_MONTHS "counties' months are those of their households"
#define BOARD_TOLD "the board tells what it is made of"
#define SALE_ORDERS "sales are summed up as orders stand"
#define SALE_MONTHS "producers' months are the sums of their orders"
#define SALE_TOTALS "sales of counties and months are those of their producers"

#define ROLL_UP_FORGERIES                                                                          \
    {ROLLED_UP, "insert into order_rolled values (5, '990101', false, true, null)",                \
     "delete from order_rolled where order_id = 5"},                                               \
        {HOUSEHOLD_MONTHS "|" HOUSEHOLD_SUMS "|" COUNTY_MONTHS "|" BOARD_TOLD,                     \
         "insert into household_month values ($B+30, '2001-01', 'purchase', '990101001001', "      \
         "'990101', 1, 1, 0, 1, 0, 0)",                                                            \
         "delete from household_month where month = '2001-01'"},                                   \
        {COUNTY_MONTHS,                                                                            \
         "insert into county_month values ('990101', '2001-01', 5, '', 1, 0, 0, 0, '')",           \
         "delete from county_month where month = '2001-01'"},                                      \
        {SALE_ORDERS,                                                                              \
         "insert into sale_rolled values (5, '990101', false, false, null, false, 0, null)",       \
         "delete from sale_rolled where order_id = 5"},                                            \
        {SALE_MONTHS "|" SALE_TOTALS,                                                              \
         "insert into sale_month values (5, '2001-01', '990101', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "   \
         "0, "                                                                                     \
         "0)",                                                                                     \
         "delete from sale_month where month = '2001-01'"},                                        \
        {SALE_MONTHS,                                                                              \
         "insert into sale_sku_month values (5, '2001-01', 5, '990101', 5, 0, 0, 0, 0, 0)",        \
         "delete from sale_sku_month where month = '2001-01'"},                                    \
        {SALE_TOTALS, "insert into sale_total values ('month', '2001-01', 0, 0, 0, 0, 0)",         \
         "delete from sale_total where key = '2001-01'"},                                          \
        {SALE_TOTALS, "insert into sale_wait values ('second', 5, 1)",                             \
         "delete from sale_wait where waited = 5"},                                                \
        {"orders that sellers bore are noted, no others",                                          \
         "insert into borne_order values (5, '990101')", "delete from borne_order"},               \
        {BOARD_TOLD,                                                                               \
         "insert into board_cell values ('county', '5', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)",            \
         "delete from board_cell where key = '5'"},                                                \
        {"rosters are of the producer of their plan",                                              \
         "update roster set producer_id = producer_id + 1",                                        \
         "update roster set producer_id = producer_id - 1"},

#endif
