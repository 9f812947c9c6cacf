/* What the checks of the books prove, in Chinese, for the page that shows a report. */
#ifndef MALL_OPERATE_AUDIT_WORD_H
#define MALL_OPERATE_AUDIT_WORD_H

#include <jansson.h>

struct audit_word {
    const char *name;    /* the check's (base/audit.h) */
    const char *title;   /* what holds when it is right */
    const char *meaning; /* what is the matter when it does not */
    const char *advice;  /* what an operator does next */
};

/* NULL for one that is not described; a test holds the list against the checks. */
const struct audit_word *audit_word(const char *name);

/* Adds "title", "meaning" and "advice" to each check of a report; "" where nothing is written. */
void audit_word_add(json_t *checks);

#endif
