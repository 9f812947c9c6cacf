/* Waybill numbers of express carriers.
 *
 * Carriers publish no check digits (but for the post's S10 form) and change their number ranges,
 * and ranges of different carriers overlap: 13 and 15 digits may belong to several. Hence a pattern
 * only warns and suggests. The carrier that the shipper chose is what is stored, and MATCH_NONE is
 * a question to the shipper, not a refusal.
 */
#ifndef LOGISTICS_WAYBILL_H
#define LOGISTICS_WAYBILL_H

#include <stdbool.h>
#include <stddef.h>

/* Longest number that is stored, in bytes. */
enum { WAYBILL_MAX = 40 };

struct waybill_carrier {
    const char *code;       /* ours, upper case: "SF"; stable, it is stored */
    const char *name;       /* Chinese, as shown: "顺丰速运" */
    const char *kuaidi_com; /* the `com` parameter of the Kuaidi100 tracking service: "shunfeng" */
};

enum waybill_match {
    MATCH_NONE,  /* looks like no number of this carrier: ask again */
    MATCH_WIDE,  /* a form that this carrier uses or used among others */
    MATCH_STRICT /* the carrier's own form of today */
};

/* The table, `*count` rows in the order in which they are offered. */
const struct waybill_carrier *waybill_carriers(int *count);
/* By our code or by the tracking service's; NULL when unknown. */
const struct waybill_carrier *waybill_carrier_find(const char *code);

/* Upper-case copy without blanks (ASCII, U+3000): what people paste into what is stored. False (and
 * "") unless the rest is 6..WAYBILL_MAX letters, digits or hyphens. */
bool waybill_normalise(const char *text, char number[WAYBILL_MAX + 1]);

/* How well a normalised number fits a carrier (our code); an unknown carrier fits nothing. */
enum waybill_match waybill_check(const char *carrier, const char *number);

/* Carriers that a normalised number may belong to: strict matches first, each in table order. Fills
 * at most `max`, returns how many. */
int waybill_suggest(const char *number, const struct waybill_carrier **carriers, int max);

/* Postal item of the form S10 of the Universal Postal Union ("EA000000014CN", upper case): two
 * letters, eight digits, check digit, country. */
bool waybill_is_s10(const char *number);

#endif
