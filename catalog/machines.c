#include "catalog/machines.h"

static const struct machine_move LISTING_MOVES[] = {
    {"draft", "submitted", "the producer handed it in"},
    {"draft", "expired", "a newer draft of the same listing replaced it, or it was withdrawn"},
    {"submitted", "township_checked", "the township's officer checked it on the spot"},
    {"submitted", "county_approved",
     "the county station approved it and no township check is asked"},
    {"submitted", "rejected", "refused by the township's officer or the county station"},
    {"submitted", "expired", "its producer withdrew it"},
    {"township_checked", "county_approved", "the county station approved it"},
    {"township_checked", "rejected", "refused by the county station"},
    {"township_checked", "expired", "its producer withdrew it"},
    {"county_approved", "publicised", "shown to the public for objections"},
    {"publicised", "on_sale", "the days of publicity passed without an objection that holds"},
    {"publicised", "rejected", "an objection holds"},
    {"publicised", "expired", "its producer withdrew it"},
    {"on_sale", "off_sale", "taken off sale, or replaced by a newer version"},
};
const struct machine LISTING_MACHINE = MACHINE("listing", "draft", LISTING_MOVES);

static const struct machine_move LOT_MOVES[] = {
    {"open", "held", "sells nothing while a complaint is looked into"},
    {"held", "open", "the complaint was settled"},
    {"open", "closed", "nothing more comes from it"},
    {"held", "closed", "recalled for good"},
};
const struct machine LOT_MACHINE = MACHINE("lot", "open", LOT_MOVES);
