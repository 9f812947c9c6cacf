/* The tables of routes of this folder, one for each noun. */
#ifndef MALL_API_ROUTES_H
#define MALL_API_ROUTES_H

#include "mall/api/route.h"

/* One line a noun; the order is that of `mall help routes`. */
#define ROUTE_TABLES(TABLE)                                                                        \
    TABLE(PASSWORD)                                                                                \
    TABLE(SECOND)                                                                                  \
    TABLE(SESSION)                                                                                 \
    TABLE(OWN_DATA)                                                                                \
    TABLE(GRANT)                                                                                   \
    TABLE(PROGRAM)                                                                                 \
    TABLE(REGION)                                                                                  \
    TABLE(REGION_USE)                                                                              \
    TABLE(LISTED_COUNTY)                                                                           \
    TABLE(ORGANISATION)                                                                            \
    TABLE(STAFF)                                                                                   \
    TABLE(DOSSIER)                                                                                 \
    TABLE(PUBLICITY)                                                                               \
    TABLE(PAPER_CODE)                                                                              \
    TABLE(REGISTRATION)                                                                            \
    TABLE(AUTHORITY)                                                                               \
    TABLE(HOUSEHOLD)                                                                               \
    TABLE(HOUSEHOLD_SEARCH)                                                                        \
    TABLE(HOUSEHOLD_CONSENT)                                                                       \
    TABLE(HOUSEHOLD_NOTE)                                                                          \
    TABLE(CORRECTION)                                                                              \
    TABLE(HOUSEHOLD_COPY)                                                                          \
    TABLE(HOUSEHOLD_VERSION)                                                                       \
    TABLE(TRAIL)                                                                                   \
    TABLE(HEALTH)                                                                                  \
    TABLE(SALES)                                                                                   \
    TABLE(LISTING_FORM)                                                                            \
    TABLE(PICTURE)                                                                                 \
    TABLE(LISTING)                                                                                 \
    TABLE(VERSION)                                                                                 \
    TABLE(REVIEW)                                                                                  \
    TABLE(LOT)                                                                                     \
    TABLE(HOME)                                                                                    \
    TABLE(SEARCH)                                                                                  \
    TABLE(PRODUCT)                                                                                 \
    TABLE(CATEGORY)                                                                                \
    TABLE(QUOTE)                                                                                   \
    TABLE(ADDRESS)                                                                                 \
    TABLE(CART)                                                                                    \
    TABLE(TRADE)                                                                                   \
    TABLE(TRADE_EVENTS)                                                                            \
    TABLE(PAYMENT)                                                                                 \
    TABLE(ORDER)                                                                                   \
    TABLE(ORDER_LIST)                                                                              \
    TABLE(PURCHASE)                                                                                \
    TABLE(REFUND)                                                                                  \
    TABLE(PACKING)                                                                                 \
    TABLE(NOTIFICATION)                                                                            \
    TABLE(SMS_RECEIPT)                                                                             \
    TABLE(FREIGHT)                                                                                 \
    TABLE(CARRIER)                                                                                 \
    TABLE(PARCEL)                                                                                  \
    TABLE(RECEIPT)                                                                                 \
    TABLE(STATEMENT)                                                                               \
    TABLE(INCOME)                                                                                  \
    TABLE(PAYOUT)                                                                                  \
    TABLE(HELD)                                                                                    \
    TABLE(FRAUD)                                                                                   \
    TABLE(BENEFIT_LINK)                                                                            \
    TABLE(VERDICT)                                                                                 \
    TABLE(COUNTY)                                                                                  \
    TABLE(BOARD)                                                                                   \
    TABLE(FIND)                                                                                    \
    TABLE(DESK_TODO)

#define DECLARE_ROUTES(noun_) extern const struct route ROUTES_##noun_[];
ROUTE_TABLES(DECLARE_ROUTES)

#endif
