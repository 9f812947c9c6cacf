/* Rows of a small world as nobody but the owner of the tables could change them, each with the
 * checks of the audit that must notice and how it is mended: for tests/unit/audit_db_test.c. */
#ifndef TESTS_UNIT_AUDIT_FORGERIES_H
#define TESTS_UNIT_AUDIT_FORGERIES_H

#include "tests/unit/box_forgery.h"
#include "tests/unit/roll_up_forgery.h"

struct forgery {
    const char *noticed; /* the checks, as listed, joined by | */
    const char *change, *mend;
};

/* Rows to change: of today, so that no closed day shows it. */
#define TODAY " booked_at > now() - interval '1 day'"
#define SOME_TRANSFER(kind_)                                                                       \
    "id = (select max(id) from transfer where kind = '" kind_ "' and" TODAY ")"
#define NEW_TRANSFER(values_)                                                                      \
    "insert into transfer (id, county_code, debit_kind, debit_owner, credit_kind, credit_owner, "  \
    "amount_fen, kind, order_id, cause_id, booked_at) values (7, '990101', " values_ ", now())"
#define NO_TRANSFER "delete from transfer where id = 7"
#define OPEN_ORDER                                                                                 \
    "(select o.id from sale_order o where o.state = 'paid' and o.buyer_id = $B+12 and exists "     \
    "(select 1 from reservation r join order_line l on l.id = r.line_id where l.order_id = o.id "  \
    "and r.quantity > r.sold))"
#define OPEN_LINE "(select id from order_line where order_id in " OPEN_ORDER ")"
#define OLD_LINE "accrued_at < now() - interval '1 day' and cardinality(amounts) > 2"
#define OLD_SHARE "withheld_at < now() - interval '1 day'"
#define DONE_ORDER "(select id from sale_order where state = 'completed')"
#define UNPAID_TRADE "(select id from trade where state = 'placed' and buyer_id = $B+13)"
#define GONE_TRADE "(select id from trade where state = 'cancelled' and buyer_id = $B+14)"
#define GONE_LINE                                                                                  \
    "(select l.id from order_line l join sale_order o on o.id = l.order_id where o.trade_id "      \
    "in " GONE_TRADE ")"
#define KEEP(table_, where_)                                                                       \
    "create table world.kept as select * from " table_ " where " where_ "; delete from " table_    \
    " where " where_
#define GIVE_BACK(table_) "insert into " table_ " select * from world.kept; drop table world.kept"

#define SEALED "every sealed field opens in its own place"
/* So that no closed day shows a change. */
#define NO_DAYS                                                                                    \
    "create table world.sums as select * from ledger_day_sum; delete from ledger_day_sum;"         \
    "create table world.days as select * from ledger_day; delete from ledger_day;"                 \
    "create table world.ends as select * from chain_end; delete from chain_end;"
#define DAYS_BACK                                                                                  \
    "insert into ledger_day select * from world.days; drop table world.days;"                      \
    "insert into ledger_day_sum select * from world.sums; drop table world.sums;"                  \
    "insert into chain_end select * from world.ends; drop table world.ends"

#define NEGATIVE "no account is below zero that must not be"
#define DAY_SUMS "closed days kept what the journal moved on them"
#define DAY_SUMS_KEPT "kept sums of closed days are as they were written"
#define TOTALS "accounts hold in sum what is open, and nothing of what ended"
#define PROOFS "proofs of full audits are as they were written"
#define KINDS "every transfer joins the accounts of its kind and order"
#define ENTRIES "households' entries say what the journal says"
#define ENTRY_TRANSFERS "every entry and reversal has its one transfer"
#define ROLLED_UP "orders are rolled up as they stand"
#define HOUSEHOLD_MONTHS "households' months are the sums of their entries"
#define CAPTURES "what attempts captured is booked, and what was asked for"
#define ORDER_CAPTURES "every paid order was captured whole, no other at all"
#define SUMS "trades are the sum of orders, orders of lines"
#define TWICE "nobody counts in two counties without both being told"
#define AWAY "a year outside the books was carried on"
#define CARRIED "what was carried on over a year is what the books kept"
#define CARRIED_SALES "sales of a year that is away are as they were carried on"
#define YEAR_2001(rows_)                                                                           \
    "insert into year_away (year, rows_from, objects_from, settled_from, chains, carried, "        \
    "states, "                                                                                     \
    "stamp) values (2001, 1, 1, '2002-01-01', '{}', " rows_ ", 0, ''); "
#define NO_YEAR "delete from year_carried; delete from year_away"
#define ESCROWS "escrows hold what is not settled, nothing else is kept"
#define REFUNDS "refunds agree with journal, lines and captures"
#define SHARES "households were credited their shares by weight"
#define KEPT "households keep exactly what the plan says for the kept units"
#define ELIGIBLE "nobody was credited whom the register did not confirm"
#define STOCK "stock is the sum of movements and reservations"
#define LOTS "no lot gave more kilograms than it had"
#define LISTED "versions are listed by their lowest price"
#define SHOWN "lists show what is on sale, at its price and with its stock"
#define PARCELS "parcels hold the boxes that were taken from reservations"
#define HELD "no boxes stay reserved that are not needed any more"
#define EVENTS "every capture has its one event"
#define PAYERS "every paid trade has one payer, no other any"
#define BILLS "the provider's bills and our books agree"
#define ENDS "no refund is older than some days without an end"
#define DAYS "every day with business has the provider's bill"
#define FEES "what the provider kept is booked, to the fen"
#define LEGAL "every move of a state is a legal one"
#define JOINED "moves join up and name an actor"
#define CURRENT "every state is where its last move ended"
#define LINKS "every row has its parents"
#define CHAIN "the hash chain over ledger days is whole"
#define CHAINS "the chains over moves, changes, roles and looks are whole"
#define TRANSFERS "every transfer is as it was booked"
#define PLACED "every trade is as it was placed"
#define ORDERS "every order and its lines are as they were placed"
#define GIVEN_BACK "what refunds give back is as it was decided"
#define SOLD_AS "lines say what the version they were sold under says"
#define MAKERS "orders are of their listing's producer and station"
#define WRITTEN "every entry is as it was written"
#define PAYOUTS "payouts are booked as they stand"
#define OVERPAID "nobody is paid more than has matured"
#define PAYOUT_SUMS "runs of payouts come to what their lines do"
#define PAYOUT_ROWS "payouts are as they were planned, released and paid"
#define RELEASED "payouts were released by another than who made them"
#define NO_PAYOUT "delete from payout where id = 7; delete from payout_run where id = 7"
#define REVERSALS "every reversal is as it was written"
#define BACK_OF "what was taken back of withheld shares is what their pools say"
#define ROSTERS "rosters and withheld shares are as they were written"
#define OF_POOL "entries and reversals are of their pool, order and refund"
#define LOT_ROWS "lots, losses and movements are as they were written"
#define PARCEL_ROWS "parcels and what carriers reported are as they were written"
#define ATTEMPTS "every attempt is as it was opened"
#define TOLD "refunds and what the provider told are as they were written"
#define REGISTER "households and organisations are as they were written"
#define ROLES "roles and the access trail are as they were written"
#define GOODS "goods, prices and plans are as they were written"
#define LINK_HELD "nobody was credited over a link that was in doubt"
#define ON_SALE "listings sell what is on sale, under their own plan"
#define LOGGED "every move is as it was logged"
#define ANSWERS "answers kept for a key are those that were given"
#define ORDER_TIMES "trades and orders have the times of their moves"
#define ENDED "paid orders know when their last parcel came to its end"
#define ADDRESSES "addresses are deleted when nobody needs them, and not before"
#define ENTRY_TIMES "entries have the times of their moves"
#define REFUND_TIMES "refunds have the times and numbers of their moves"
#define PARCEL_TIMES "parcels have the times of their moves"

static const struct forgery FORGERIES[] = {
    /* 1: the journal. No kind of transfer takes from a station, so its own check speaks too. */
    {NEGATIVE "|" KINDS,
     NEW_TRANSFER("'station_freight', 9, 'producer', 9, 5, 'settle_goods', 0, 9"), NO_TRANSFER},
    {KINDS, NEW_TRANSFER("'gateway', 0, 'producer', 9, 5, 'gift', 0, 9"), NO_TRANSFER},
    {KINDS,
     "update transfer set credit_owner = credit_owner + 2 where kind = 'settle_goods' and "
     "booked_at < now() - interval '1 day';" NO_DAYS,
     "update transfer set credit_owner = credit_owner - 2 where kind = 'settle_goods';" DAYS_BACK},
    {ENTRIES "|" ENTRY_TRANSFERS,
     "update transfer set credit_owner = $B+33 where " SOME_TRANSFER("withhold"),
     "update transfer set credit_owner = order_id where " SOME_TRANSFER("withhold")},
    {ENTRY_TRANSFERS, "update transfer set cause_id = cause_id + 1 where " SOME_TRANSFER("accrue"),
     "update transfer set cause_id = cause_id - 1 where " SOME_TRANSFER("accrue")},
    {ENTRIES "|" ENTRY_TRANSFERS "|" OF_POOL, KEEP("maturity", "true"), GIVE_BACK("maturity")},
    {ENTRY_TRANSFERS,
     NO_DAYS "update transfer set booked_at = booked_at - interval '1 us' where kind = 'mature'",
     "update transfer set booked_at = booked_at + interval '1 us' where kind = "
     "'mature';" DAYS_BACK},
    {ENTRIES "|" ENTRY_TRANSFERS "|" BACK_OF "|" TOTALS "|" ESCROWS,
     "update attribution_pool set reversed = amounts where order_id in " OPEN_ORDER,
     "update attribution_pool set reversed = null where order_id in " OPEN_ORDER},
    {ENTRIES "|" ENTRY_TRANSFERS "|" TOTALS "|" ELIGIBLE,
     NO_DAYS KEEP("withheld_share", "order_id in " OPEN_ORDER),
     GIVE_BACK("withheld_share") ";" DAYS_BACK},
    /* 2: trades */
    {CAPTURES,
     "update transfer set cause_id = (select min(id) from payment_attempt) where " SOME_TRANSFER(
         "capture"),
     "update transfer t set cause_id = a.id from sale_order o, payment_attempt a where "
     "t." SOME_TRANSFER("capture") " and o.id = t.order_id and a.subject_id = o.trade_id"},
    {CAPTURES "|" MAKERS,
     "update payment_attempt set amount_fen = amount_fen + 1 where captured_fen > 0",
     "update payment_attempt set amount_fen = amount_fen - 1 where captured_fen > 0"},
    {CAPTURES,
     "update payment_attempt set paid_at = paid_at + interval '11 minutes' where paid_at > now() - "
     "interval '1 day' and subject_id in (select id from trade where buyer_id = $B+12)",
     "update payment_attempt set paid_at = paid_at - interval '11 minutes' where paid_at > now() - "
     "interval '1 day' and subject_id in (select id from trade where buyer_id = $B+12)"},
    {ORDER_CAPTURES "|" OF_POOL "|" ORDER_TIMES,
     "update sale_order set paid_at = null where state = 'completed'",
     "update sale_order o set paid_at = t.paid_at from trade t where t.id = o.trade_id and o.state "
     "= 'completed'"},
    {SUMS, "update trade set total_fen = total_fen + 1 where id in " UNPAID_TRADE,
     "update trade set total_fen = total_fen - 1 where id in " UNPAID_TRADE},
    {SUMS "|" SOLD_AS, "update order_line set price_fen = price_fen + 1 where id in " OPEN_LINE,
     "update order_line set price_fen = price_fen - 1 where id in " OPEN_LINE},
    {SUMS,
     "update sale_order set goods_fen = goods_fen + 1, freight_fen = freight_fen - 1 where id "
     "in " OPEN_ORDER,
     "update sale_order set goods_fen = goods_fen - 1, freight_fen = freight_fen + 1 where id "
     "in " OPEN_ORDER},
    {TOTALS "|" ESCROWS,
     NEW_TRANSFER("'escrow', (select min(id) from sale_order where state = 'paid'), 'producer', "
                  "(select producer_id from sale_order where id = (select"
                  " min(id) from sale_order where state = 'paid')), 1, 'settle_goods', (select "
                  "min(id) from sale_order where state = 'paid'), 1"),
     NO_TRANSFER},
    {TOTALS "|" ESCROWS, NO_DAYS KEEP("transfer", "kind = 'settle_freight'"),
     GIVE_BACK("transfer") ";" DAYS_BACK},
    {REFUNDS, "update refund_line set goods_fen = goods_fen - 1",
     "update refund_line set goods_fen = goods_fen + 1"},
    {REFUNDS,
     NEW_TRANSFER(
         "'refund', 8, 'gateway', 0, 1, 'refund_paid', 0, 8") ";insert into transfer (id, "
                                                              "county_code, debit_kind, "
                                                              "debit_owner, credit_kind, "
                                                              "credit_owner, amount_fen, kind, "
                                                              "order_id, cause_id, booked_at)"
                                                              " select 6, county_code, 'producer', "
                                                              "credit_owner, 'refund', 8, 1, "
                                                              "'refund', order_id, 8, now() from "
                                                              "transfer where kind = "
                                                              "'settle_goods'",
     NO_TRANSFER "; delete from transfer where id = 6"},
    {REFUNDS, "update sale_order set freight_refunded_fen = 1 where id in " DONE_ORDER,
     "update sale_order set freight_refunded_fen = 0 where id in " DONE_ORDER},
    /* 3: households. The money moves between two of them with all that belongs to it. */
    {SHARES,
     "update attribution_pool set amounts[1] = amounts[1] + 1, amounts[2] = amounts[2] - 1 where "
     "pool_no = 1 and order_id in " OPEN_ORDER,
     "update attribution_pool set amounts[1] = amounts[1] - 1, amounts[2] = amounts[2] + 1 where "
     "pool_no = 1 and order_id in " OPEN_ORDER},
    {OF_POOL "|" KEPT,
     "insert into pool_reversal (id, county_code, order_id, line_id, pool_no, refund_id, "
     "amounts, reversed_at) select 7, county_code, order_id, line_id, pool_no, (select min(id) "
     "from refund), "
     "array_fill(0::bigint, array[cardinality(amounts)]), now() from attribution_pool where "
     "pool_no = 1 and order_id in " OPEN_ORDER
     "; update pool_reversal set amounts[1] = 1 where id = 7;"
     "update attribution_pool l set reversed = v.amounts from pool_reversal v where v.id = 7 and "
     "v.line_id = l.line_id and v.pool_no = l.pool_no;"
     "insert into transfer (id, county_code, debit_kind, debit_owner, credit_kind, credit_owner, "
     "amount_fen, kind, order_id, cause_id, booked_at)"
     " select 7, county_code, 'household_accrued', order_id, 'escrow', order_id, 1, 'reverse', "
     "order_id, refund_id, now() from pool_reversal where id = 7",
     NO_TRANSFER
     "; update attribution_pool set reversed = null where pool_no = 1 and line_id in "
     "(select line_id from pool_reversal where id = 7); delete from pool_reversal where id = 7"},
    {ELIGIBLE "|" CURRENT, "update household set state = 'suspended' where id = $B+33",
     "update household set state = 'confirmed' where id = $B+33"},
    {ELIGIBLE,
     "update household set state = 'suspended' where id = $B+33; insert into state_log (id, "
     "shard_key, machine, object_id, from_state, to_state, actor_id, at) values (7, '990101', "
     "'household', $B+33, 'confirmed', 'suspended', 0, now() - interval '1 hour')",
     "update household set state = 'confirmed' where id = $B+33; delete from state_log where id = "
     "7"},
    {LINK_HELD "|" CURRENT,
     "insert into benefit_link select 7, county_code, id, $B+1, 'held', '{register}', now(), '' "
     "from household where id = $B+33",
     "delete from benefit_link where id = 7"},
    {LINK_HELD "|" CURRENT "|links that a suspicion holds had one confirmed to that end",
     "insert into benefit_link select 7, county_code, id, $B+1, 'held', '{flag}', now(), '' "
     "from household where id = $B+33",
     "delete from benefit_link where id = 7"},
    /* 4: goods */
    {STOCK,
     "update stock set written_off = written_off + 1, available = available - 1 where sku_id = "
     "$B+52",
     "update stock set written_off = written_off - 1, available = available + 1 where sku_id = "
     "$B+52"},
    {STOCK, "update stock set reserved = reserved - 1, sold = sold + 1 where sku_id = $B+52",
     "update stock set reserved = reserved + 1, sold = sold - 1 where sku_id = $B+52"},
    {SOLD_AS "|" LISTED "|" SHOWN,
     "update version_sku set price_fen = price_fen - 1 where version_id = $B+44",
     "update version_sku set price_fen = price_fen + 1 where version_id = $B+44"},
    {"counts of what is on sale are right",
     "update product_seller set products = products + 1 where producer_id = $B+1",
     "update product_seller set products = products - 1 where producer_id = $B+1"},
    {"counts of what is on sale are right",
     "insert into product_country values (true, '', 1, '{}', '{}', '{}', '{}', '{}', '{}')",
     "delete from product_country"},
    {CURRENT "|who is in force went through every desk, by different people|"
             "nothing was sold when a paper of its seller had expired",
     "insert into dossier (id, county_code, purpose, applicant_id, organisation_id, kind, uscc, "
     "state, round) select 7, county_code, 'renew', $B+12, id, kind, uscc, 'in_force', 1 from "
     "organisation where id = $B+1",
     "delete from dossier where id = 7"},
    {"organisations sell until the day that their papers say",
     "update organisation set papers_until = '2099-01-01' where id = $B+1",
     "update organisation set papers_until = null where id = $B+1"},
    {"what the register said of a household follows one upon another|" SEALED,
     "insert into household_version select id, county_code, id, '2026-01-01', '2026-01-02', 1, '', "
     "'', '', now(), '' from household limit 1",
     "delete from household_version"},
    {"a household's number stands once in the country|a waybill stands once in the country",
     "update unique_value set owner_id = -owner_id",
     "update unique_value set owner_id = -owner_id"},
    {LOTS, "update lot set weight_g = 1000 where id = $B+60",
     "update lot set weight_g = 100000 where id = $B+60"},
    {LOTS, "update lot_supply set weight_g = 1000000 where lot_id = $B+60 and household_id = $B+30",
     "update lot_supply set weight_g = 600 where lot_id = $B+60 and household_id = $B+30"},
    {PARCELS, "update parcel_item set quantity = quantity + 1 where sku_id = $B+51",
     "update parcel_item set quantity = quantity - 1 where sku_id = $B+51"},
    {PARCELS,
     "update reservation set quantity = quantity + 1, released = 1 where line_id in " OPEN_LINE,
     "update reservation set quantity = quantity - 1, released = 0 where line_id in " OPEN_LINE},
    {HELD,
     "update reservation set released = released - 1 where line_id in " GONE_LINE ";"
     "update stock set available = available - 1, reserved = reserved + 1 where (sku_id, lot_id) "
     "in (select sku_id, lot_id from reservation where line_id in " GONE_LINE ")",
     "update reservation set released = released + 1 where line_id in " GONE_LINE ";"
     "update stock set available = available + 1, reserved = reserved - 1 where (sku_id, lot_id) "
     "in (select sku_id, lot_id from reservation where line_id in " GONE_LINE ")"},
    {HELD,
     "update reservation set released = released - 1 where sku_id = $B+52 and released = 1; update "
     "stock set available = available - 1, reserved = reserved + 1 where sku_id = $B+52",
     "update reservation set released = released + 1 where sku_id = $B+52; update stock set "
     "available = available + 1, reserved = reserved - 1 where sku_id = $B+52"},
    /* 5: the provider */
    {EVENTS, KEEP("provider_event", "outcome = 'late'"), GIVE_BACK("provider_event")},
    {PAYERS, "update provider_event set outcome = 'overpaid' where outcome = 'paid'",
     "update provider_event set outcome = 'paid' where outcome = 'overpaid'"},
    {EVENTS,
     "insert into provider_event (provider, event_key, attempt_id, amount_fen, outcome) values "
     "('fake', 'F7', 7, 7, 'late')",
     "delete from provider_event where event_key = 'F7'"},
    {ENDS,
     "update refund set created_at = created_at - interval '16 days' where state <> 'succeeded'",
     "update refund set created_at = created_at + interval '16 days' where state <> 'succeeded'"},
    {BILLS "|" FEES, "update provider_bill_row set amount_fen = amount_fen + 1 where not is_refund",
     "update provider_bill_row set amount_fen = amount_fen - 1 where not is_refund"},
    {BILLS "|" FEES, KEEP("provider_bill_row", "not is_refund"), GIVE_BACK("provider_bill_row")},
    {BILLS "|" FEES, KEEP("provider_bill_row", "is_refund"), GIVE_BACK("provider_bill_row")},
    {BILLS "|" FEES, "update provider_bill_row set amount_fen = amount_fen + 1 where is_refund",
     "update provider_bill_row set amount_fen = amount_fen - 1 where is_refund"},
    {BILLS "|" FEES,
     "insert into provider_bill_row select provider, day, 'P777', is_refund, 'T777', 777 from "
     "provider_bill_row where not is_refund limit 1",
     "delete from provider_bill_row where number = 'P777'"},
    {CAPTURES "|" DAYS,
     "update payment_attempt set paid_at = paid_at - interval '20 days' where paid_at > now() - "
     "interval '1 day' and subject_id in (select id from trade where buyer_id = $B+12)",
     "update payment_attempt set paid_at = paid_at + interval '20 days' where paid_at < now() - "
     "interval '10 days'"},
    {FEES,
     "update provider_bill set fetched_at = day + interval '9 days', captured_fen = captured_fen + "
     "1",
     "update provider_bill set fetched_at = now(), captured_fen = captured_fen - 1"},
    {FEES,
     "update provider_bill set fetched_at = day + interval '9 days'; update payment_attempt set "
     "late = true where captured_fen > 0 and paid_at < now() - interval '1 day'",
     "update provider_bill set fetched_at = now(); update payment_attempt set late = null"},
    {FEES, "update provider_bill set kept_fen = kept_fen + 1",
     "update provider_bill set kept_fen = kept_fen - 1"},
    {FEES, "update provider_bill_row set fee_fen = fee_fen + 1 where not is_refund",
     "update provider_bill_row set fee_fen = fee_fen - 1 where not is_refund"},
    {FEES, NEW_TRANSFER("'provider_fee', 9, 'gateway', 0, 5, 'fee', 0, 9"), NO_TRANSFER},
    /* 6: states */
    {ENDED,
     "update sale_order set ended_at = 'infinity' where id = (select min(id) from sale_order where "
     "state = 'paid')",
     "update sale_order o set ended_at = e.ended_at from order_end e where e.order_id = o.id"},
    {LEGAL "|" JOINED "|" CURRENT "|" ORDER_TIMES,
     "insert into state_log (id, shard_key, machine, object_id, from_state, to_state, actor_id)"
     " select 9000000000000000007, '990101', 'trade', id, 'cancelled', 'paid', 0 from trade where "
     "id in " UNPAID_TRADE,
     "delete from state_log where id = 9000000000000000007"},
    {LEGAL,
     "insert into state_log (id, shard_key, machine, object_id, from_state, to_state, actor_id) "
     "values (7, '990101', 'listing', 7, 'draft', 'on_sale', 0)",
     "delete from state_log where id = 7"},
    {JOINED, "update state_log set actor_id = 4711 where machine = 'parcel'",
     "update state_log set actor_id = $B+20 where machine = 'parcel'"},
    {JOINED,
     "insert into state_log (id, shard_key, machine, object_id, from_state, to_state, actor_id) "
     "values (7, '990101', 'listing', 7, 'on_sale', 'off_sale', 0)",
     "delete from state_log where id = 7"},
    {CURRENT "|" SHOWN, "update lot set state = 'held' where id = $B+62",
     "update lot set state = 'open' where id = $B+62"},
    {CURRENT, "update trade set state = 'cancelled' where id in " UNPAID_TRADE,
     "update trade set state = 'placed' where state = 'cancelled' and buyer_id = $B+13"},
    {LINKS, "update sale_order set buyer_id = $B+10 where trade_id in " UNPAID_TRADE,
     "update sale_order set buyer_id = $B+13 where trade_id in " UNPAID_TRADE},
    {LINKS, "update parcel_item set harvested_on = harvested_on - 1 where sku_id = $B+51",
     "update parcel_item set harvested_on = harvested_on + 1 where sku_id = $B+51"},
    {LINKS, "update parcel set station_id = $B+4 where state = 'packed'",
     "update parcel set station_id = $B+2 where state = 'packed'"},
    BOX_FORGERIES{
        SOLD_AS "|" LINKS,
        "create table world.kept as select id, version_id from order_line where id in " OPEN_LINE
        ";"
        "update order_line set version_id = 7 where id in (select id from world.kept)",
        "update order_line l set version_id = k.version_id from world.kept k where k.id = l.id; "
        "drop "
        "table world.kept"},
    /* 7: the past */
    {CHAIN, "update attribution_pool set id = id + 1 where " OLD_LINE,
     "update attribution_pool set id = id - 1 where " OLD_LINE},
    {SHARES "|" CHAIN,
     "update attribution_pool set amounts[1] = amounts[1] + 1, amounts[2] = amounts[2] - 1 where "
     "" OLD_LINE,
     "update attribution_pool set amounts[1] = amounts[1] - 1, amounts[2] = amounts[2] + 1 where "
     "" OLD_LINE},
    {LINKS "|" CHAIN, "update withheld_share set household_id = $B+33 where " OLD_SHARE,
     "update withheld_share set household_id = $B+32 where " OLD_SHARE},
    {CHAIN,
     "update roster_place set village_code = '990101001002' where household_id = $B+30; "
     "update roster set digest = roster_digest(id)",
     "update roster_place set village_code = '990101001001' where household_id = $B+30; "
     "update roster set digest = roster_digest(id)"},
    {CHAIN, "update transfer set booked_at = booked_at + '1 us' where kind = 'settle_freight'",
     "update transfer set booked_at = booked_at + '-1 us' where kind = 'settle_freight'"},
    {TWICE, "insert into household_double values (1, '990101', 2, '990102', 1, true, now(), '')",
     "delete from household_double"},
    {AWAY, "insert into partition_away (table_name, year, bound) values ('transfer', 2001, '')",
     "delete from partition_away"},
    {CARRIED "|" AWAY,
     YEAR_2001("1") "insert into year_carried (what, key, county_code, year, fen, stamp) values "
                    "('account', 'escrow:0', '990101', 2001, 5, '')",
     NO_YEAR},
    {CARRIED_SALES "|" AWAY,
     YEAR_2001("1") "insert into year_carried (what, key, county_code, year, digest, stamp) values "
                    "('sale_month', '2001-05', '990101', 2001, 'f', '')",
     NO_YEAR},
    ROLL_UP_FORGERIES
    /* 8: sealed fields */
    {SEALED,
     "create table world.kept as select * from account where id in ($B+10, $B+11); update account "
     "a set phone_sealed = k.phone_sealed from world.kept k where a.id = $B+10 and k.id = $B+11",
     "update account a set phone_sealed = k.phone_sealed from world.kept k where a.id = k.id; drop "
     "table world.kept"},
    {SEALED,
     "create table world.kept as select * from account where id in ($B+10, $B+11); update account "
     "set phone_hash = int8send(id) where id = $B+10",
     "update account a set phone_hash = k.phone_hash from world.kept k where a.id = k.id; drop "
     "table world.kept"},
    {OF_POOL "|" ORDER_TIMES "|" ADDRESSES,
     "update sale_order set completed_at = completed_at - interval '1 year' where id "
     "in " DONE_ORDER,
     "update sale_order set completed_at = completed_at + interval '1 year' where id "
     "in " DONE_ORDER},
    {SEALED,
     "create table world.kept as select * from sale_order where id in " OPEN_ORDER
     "; update sale_order set address_sealed = (select o.address_sealed from sale_order o "
     "where o.id not in (select id from world.kept) limit 1) where id in " OPEN_ORDER,
     "update sale_order o set address_sealed = k.address_sealed from world.kept k where o.id = "
     "k.id; drop table world.kept"},
    {SEALED,
     "create table world.kept as select * from code_key; update code_key c set secret_sealed = "
     "k.secret_sealed from world.kept k where k.key_id = c.key_id and k.purpose > c.purpose",
     "update code_key c set secret_sealed = k.secret_sealed from world.kept k where k.key_id = "
     "c.key_id and k.purpose = c.purpose; drop table world.kept"},
    {DAY_SUMS "|" TOTALS "|" CHAIN, KEEP("ledger_day", "true"), GIVE_BACK("ledger_day")},
    {DAY_SUMS "|" DAY_SUMS_KEPT "|" TOTALS, "update ledger_day_sum set debit_fen = debit_fen + 1",
     "update ledger_day_sum set debit_fen = debit_fen - 1"},
    {CHAIN, KEEP("chain_end", "chain = 'ledger'"), GIVE_BACK("chain_end")},
    {CHAINS,
     "insert into chain_day select 'moves', '2024-01-01', 1, chain, chain, chain from ledger_day",
     "delete from chain_day where chain = 'moves'"},
    /* crosswise, by somebody who can */
    {SOLD_AS, "update order_line set title = title || '!' where id in " OPEN_LINE,
     "update order_line set title = left(title, -1) where id in " OPEN_LINE},
    {MAKERS, "update sale_order set producer_id = $B+3 where id in " OPEN_ORDER,
     "update sale_order set producer_id = $B+1 where id in " OPEN_ORDER},
    {OF_POOL, "update roster set kind = 'wage' where kind = 'purchase'",
     "update roster set kind = 'purchase' where kind = 'wage' and pool_no = 1"},
    {ON_SALE, "update listing set current_version_id = null where id = $B+41",
     "update listing set current_version_id = $B+45 where id = $B+41"},
    {ORDER_TIMES, "update trade set cancelled_at = null where state = 'cancelled'",
     "update trade t set cancelled_at = g.at from state_log g where g.object_id = t.id and "
     "g.machine = 'trade' and g.to_state = 'cancelled'"},
    {ENTRY_TIMES, "update withheld_share set moved_at = now() where state = 'withheld'",
     "update withheld_share set moved_at = null where state = 'withheld'"},
    {REFUND_TIMES, "update refund set done_at = null where state = 'succeeded'",
     "update refund r set done_at = g.at from state_log g where g.object_id = r.id and g.machine = "
     "'refund' and g.to_state = 'succeeded'"},
    {PARCEL_TIMES, "update parcel set handed_over_at = handed_over_at - interval '1 us'",
     "update parcel set handed_over_at = handed_over_at + interval '1 us'"},
};

/* What does not change, changed by somebody who cannot stamp. */
static const struct forgery UNSTAMPED[] = {
    {"dossiers, papers and decisions are as they were written",
     "insert into dossier (id, county_code, purpose, applicant_id, kind, round, stamp) values "
     "(7, '990101', 'apply', $B+12, 'cooperative', 1, '')",
     "delete from dossier where id = 7"},
    {"what people changed stands in the trail as it was written",
     "insert into change_trail (id, shard_key, actor_id, actor_kind, session_id, on_behalf_of, "
     "request_id, subject, subject_id, subject_key, action, reason, stamp) values ("
     "(select max(id) + 1 from state_log), '990101', 0, 'system', 0, 0, '', 'household', $B+33, "
     "'', "
     "'edit', '', '')",
     "delete from change_trail where stamp = ''"},
    {"registrations and who acts for a household are as they were written",
     "insert into registration (id, county_code, place_code, kind, account_id, recorded_by, state, "
     "stamp) values (7, '990101', '990101', 'caring', $B+12, $B+12, 'granted', '')",
     "delete from registration where id = 7"},
    {REGISTER,
     "insert into region_move (id, county_code, code, to_code, households, organisations, "
     "addresses, reason, account_id, stamp) values (7, '990101', '990101201', '990101202', 0, 0, "
     "1, '', $B+12, '')",
     "delete from region_move where id = 7"},
    {"passwords are as their owners set them",
     "insert into password (account_id, derived, stamp) values ($B+12, '', '')",
     "delete from password where account_id = $B+12"},
    {"programs' accounts and keys are as they were given",
     "insert into program (id, name, owner, region_code, scopes, state, created_by, stamp) values "
     "(7, '', '', '990101', '', 'waiting', $B+12, '')",
     "delete from program where id = 7"},
    {"what households asked to have corrected is as it was written|" SEALED,
     "insert into household_correction (id, county_code, village_code, household_id, field, "
     "old_sealed, new_sealed, reason_sealed, asked_as, asked_by, due_on, stamp) select 7, "
     "county_code, village_code, id, 'phone', '', '', '', 'own', 7, '2026-01-01', '' from "
     "household limit 1",
     "delete from household_correction where id = 7"},
    {"what households agreed to is what they said last",
     "update household set consent_named = not consent_named where id = $B+33",
     "update household set consent_named = not consent_named where id = $B+33"},
    {GOODS,
     "insert into benefit_link (id, county_code, household_id, producer_id, stamp) select 7, "
     "county_code, id, $B+1, '' from household limit 1",
     "delete from benefit_link where id = 7"},
    {"verdicts of the register are as they were given",
     "insert into register_verdict select id, county_code, id, $B+1, 0, '', 0, '..........', 'fit',"
     "now(), null, null, null, '', '' from household limit 1",
     "delete from register_verdict"},
    {PAYOUTS, NEW_TRANSFER("'household_drawn', 8, 'payout', 9, 5, 'payout_order', 0, 9"),
     NO_TRANSFER},
    {PAYOUT_SUMS,
     "insert into payout_run (id, county_code, note, created_by) values (7, '990101', '', 1); "
     "insert into payout (id, run_id, county_code, household_id, amount_fen, state, reasons, "
     "verdicts, snapshot_id, change_no) select 7, 7, county_code, id, 5, 'planned', '{}', '{}', "
     "'', 0 from household limit 1",
     NO_PAYOUT},
    {PAYOUTS "|" OVERPAID "|" PAYOUT_SUMS "|" CURRENT,
     "insert into payout_run (id, county_code, note, created_by) values (7, '990101', '', 1); "
     "insert into payout (id, run_id, county_code, household_id, amount_fen, state, reasons, "
     "verdicts, snapshot_id, change_no) select 7, 7, county_code, id, 1000000000, 'ordered', '{}', "
     "'{}', '', 0 from household limit 1",
     NO_PAYOUT},
    {CURRENT "|" RELEASED,
     "insert into payout_run (id, county_code, state, note, created_by, released_by, released_at) "
     "values (7, '990101', 'closed', '', 1, 1, now())",
     NO_PAYOUT},
    {"flags of fraud are as they were raised and decided",
     "insert into fraud_flag (id, county_code, kind, household_id, organisation_id, mark, "
     "evidence, stamp) select id, county_code, 'high_income', id, 0, '', '{}', '' from household "
     "limit 1",
     "delete from fraud_flag"},
    {CHAIN, "update chain_end set day = day - 1 where chain = 'ledger'",
     "update chain_end set day = day + 1 where chain = 'ledger'"},
    {PROOFS, "insert into audit_proof values (1, now(), null, null, '')",
     "delete from audit_proof"},
    {ENTRY_TRANSFERS "|" TRANSFERS,
     "update transfer set booked_at = booked_at + '1 us' where " SOME_TRANSFER("withhold"),
     "update transfer set booked_at = booked_at + '-1 us' where " SOME_TRANSFER("withhold")},
    {PLACED, "update trade set county_code = '990102' where id in " UNPAID_TRADE,
     "update trade set county_code = '990101' where id in " UNPAID_TRADE},
    {ORDERS, "update sale_order set region_code = '990202' where id in " DONE_ORDER,
     "update sale_order set region_code = '990201' where id in " DONE_ORDER},
    {ORDERS, "update order_line set line_no = 2 where id in " OPEN_LINE,
     "update order_line set line_no = 1 where id in " OPEN_LINE},
    {GIVEN_BACK "|" KEPT, "update order_refund set after_completion = not after_completion",
     "update order_refund set after_completion = not after_completion"},
    {WRITTEN, "update attribution_pool set id = id + 1 where order_id in " OPEN_ORDER,
     "update attribution_pool set id = id - 1 where order_id in " OPEN_ORDER},
    {ROSTERS, "update roster_place set village_code = '990101001002' where household_id = $B+30",
     "update roster_place set village_code = '990101001001' where household_id = $B+30"},
    {ROSTERS, "update withheld_share set reason = 'removed' where order_id in " OPEN_ORDER,
     "update withheld_share set reason = 'suspended' where order_id in " OPEN_ORDER},
    {BACK_OF "|" TOTALS,
     "update withheld_share set back_fen = back_fen + 1 where order_id in " OPEN_ORDER,
     "update withheld_share set back_fen = back_fen - 1 where order_id in " OPEN_ORDER},
    {PAYOUT_ROWS,
     "insert into payout_run (id, county_code, note, created_by, stamp) values (7, '990101', '', "
     "1, '')",
     NO_PAYOUT},
    {REVERSALS "|" CHAIN, "update pool_reversal set id = id + 1000000",
     "update pool_reversal set id = id - 1000000"},
    {LOT_ROWS, "update lot_supply set household_id = $B+33 where household_id = $B+31",
     "update lot_supply set household_id = $B+31 where household_id = $B+33"},
    {PARCEL_ROWS, "update parcel set weight_g = weight_g + 1",
     "update parcel set weight_g = weight_g - 1"},
    {PARCEL_ROWS,
     "create table world.kept as select * from parcel_item; update parcel_item set stamp = ''",
     "update parcel_item i set stamp = k.stamp from world.kept k where k.parcel_id = i.parcel_id "
     "and k.line_id = i.line_id and k.lot_id = i.lot_id; drop table world.kept"},
    {PARCEL_ROWS,
     "insert into tracking_event (parcel_id, county_code, event_hash, state, happened_at, text, "
     "stamp) select id, county_code, '', 'lost', now(), '', '' from parcel",
     "delete from tracking_event"},
    {ATTEMPTS, "update payment_attempt set subject_kind = 'x' where state = 'closed'",
     "update payment_attempt set subject_kind = 'trade' where state = 'closed'"},
    {TOLD, "update refund set reason = reason || '!'",
     "update refund set reason = left(reason, -1)"},
    {REGISTER, "update household set family_type = 'x' where id = $B+30",
     "update household set family_type = '一般' where id = $B+30"},
    {ROLES, "update role_grant set granted_by = granted_by + 1",
     "update role_grant set granted_by = granted_by - 1"},
    {GOODS, "update sku set gross_weight_g = gross_weight_g + 1 where id = $B+50",
     "update sku set gross_weight_g = gross_weight_g - 1 where id = $B+50"},
    {LOGGED, "update state_log set reason = reason || '!' where machine = 'parcel'",
     "update state_log set reason = left(reason, -1) where machine = 'parcel'"},
    {ANSWERS, "update idempotency_key set result_id = result_id + 1",
     "update idempotency_key set result_id = result_id - 1"},
};
enum {
    FORGERY_COUNT = sizeof(FORGERIES) / sizeof(FORGERIES[0]),
    UNSTAMPED_COUNT = sizeof(UNSTAMPED) / sizeof(UNSTAMPED[0])
};

#endif
