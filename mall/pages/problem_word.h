/* What the codes of refusals (base/refusal.h) mean to people: /problems/CODE, the `type` of every
 * problem document.
 */
#ifndef MALL_PAGES_PROBLEM_WORD_H
#define MALL_PAGES_PROBLEM_WORD_H

struct problem_word {
    const char *code;
    int status;          /* the HTTP status it comes with */
    const char *meaning; /* Chinese, a sentence without its full stop */
    const char *advice;  /* Chinese: what to do */
};

/* NULL when no refusal has that code. */
const struct problem_word *problem_word(const char *code);

#endif
