/* What all server-rendered pages share: money in figures and words, addresses of static files, the
 * elder view.
 *
 * Pages need no script. A page's bytes are the same for every reader; what differs for a reader -
 * the elder view's larger type - comes with a style sheet of its own that depends on a cookie, so
 * that ready-made pages can be shared.
 */
#ifndef MALL_PAGES_PAGE_H
#define MALL_PAGES_PAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "mall/api/call.h"

/* "39元9角5分" as a screen reader should say it: "0元", "5分", "12元零5分", "负3角". */
char *page_money_words(int64_t fen, char buffer[48]);

/* Beside every integer member "x_fen", at any depth: "x_yuan" ("39.90") and "x_say" (in words). */
void page_add_money(json_t *value);

/* New page data: title, css (address of the style sheet), demo (whether this is a demonstration).
 */
json_t *page_data(struct call *call, const char *title);

/* The elder view, kept in the cookie "elder" for a year. */
bool page_is_elder(struct call *call);
void page_set_elder(struct call *call, bool elder);

#endif
