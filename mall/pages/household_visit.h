/* Whose page of /h this is, and what its pages share: the ticket of a code on paper, the form that
 * asks for one, and how a page is answered.
 */
#ifndef MALL_PAGES_HOUSEHOLD_VISIT_H
#define MALL_PAGES_HOUSEHOLD_VISIT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "mall/api/call.h"

struct household_visit {
    int64_t household_id; /* 0 = nobody's: ask for a code */
    bool by_paper;        /* whoever holds the paper */
    bool acting;          /* somebody who acts for it; who may is not asked here */
};

/* Whose page it is: that which somebody acts for (`acts_for`, 0 = nobody), that of the paper's
 * household, else the caller's own. */
bool household_visit_find(struct call *call, int64_t acts_for, struct household_visit *visit,
                          struct refusal *why);

/* The cookie that holds the ticket of a code on paper. */
#define HOUSEHOLD_TICKET "mall_paper"

/* The ticket's cookie, of /h alone; "" and 0 take it away. */
void household_visit_ticket(struct call *call, const char *ticket, int max_age_s);

/* The form for the code on paper, with a sentence above it or "". */
bool household_visit_form(struct call *call, int status, const char *message);

/* Adds what its templates share to a page's data: style sheet, script, by_paper, acting, query
 * (what links begin with, so that they keep saying who acts), minutes. */
void household_visit_add(struct call *call, const struct household_visit *visit, json_t *page);

/* Answers with a page that is nobody else's and stays in no store. Takes the reference of the data.
 */
bool household_visit_reply(struct call *call, int status, const char *name, json_t *page);

#endif
