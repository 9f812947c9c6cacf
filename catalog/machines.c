#include "catalog/machines.h"

#include "gen/catalog/sql.h"

static const struct machine_move LISTING_MOVES[] = {
    {LISTING_DRAFT, LISTING_SUBMITTED, "the producer handed it in"},
    {LISTING_DRAFT, LISTING_EXPIRED,
     "a newer draft of the same listing replaced it, or it was withdrawn"},
    {LISTING_SUBMITTED, LISTING_TOWNSHIP_CHECKED, "the township's officer checked it on the spot"},
    {LISTING_SUBMITTED, LISTING_COUNTY_APPROVED,
     "the county station approved it and no township check is asked"},
    {LISTING_SUBMITTED, LISTING_REJECTED,
     "refused by the township's officer or the county station"},
    {LISTING_SUBMITTED, LISTING_EXPIRED, "its producer withdrew it"},
    {LISTING_TOWNSHIP_CHECKED, LISTING_COUNTY_APPROVED, "the county station approved it"},
    {LISTING_TOWNSHIP_CHECKED, LISTING_REJECTED, "refused by the county station"},
    {LISTING_TOWNSHIP_CHECKED, LISTING_EXPIRED, "its producer withdrew it"},
    {LISTING_COUNTY_APPROVED, LISTING_PUBLICISED, "shown to the public for objections"},
    {LISTING_PUBLICISED, LISTING_ON_SALE,
     "the days of publicity passed without an objection that holds"},
    {LISTING_PUBLICISED, LISTING_REJECTED, "an objection holds"},
    {LISTING_PUBLICISED, LISTING_EXPIRED, "its producer withdrew it"},
    {LISTING_ON_SALE, LISTING_OFF_SALE, "taken off sale, or replaced by a newer version"},
};
const struct machine LISTING_MACHINE =
    GREAT_MACHINE("listing", LISTING_STATES, LISTING_DRAFT, LISTING_MOVES, &SQL_audit_listing_state,
                  &SQL_audit_version_place, false);

static const struct machine_move LOT_MOVES[] = {
    {LOT_OPEN, LOT_HELD, "sells nothing while a complaint is looked into"},
    {LOT_HELD, LOT_OPEN, "the complaint was settled"},
    {LOT_OPEN, LOT_CLOSED, "nothing more comes from it"},
    {LOT_HELD, LOT_CLOSED, "recalled for good"},
};
const struct machine LOT_MACHINE = GREAT_MACHINE("lot", LOT_STATES, LOT_OPEN, LOT_MOVES,
                                                 &SQL_audit_lot_state, &SQL_audit_lot_place, false);
