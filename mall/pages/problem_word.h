/* What the codes of refusals (base/refusal.h) mean to people: /problems/CODE, the `type` of every
 * problem document.
 */
#ifndef MALL_PAGES_PROBLEM_WORD_H
#define MALL_PAGES_PROBLEM_WORD_H

/* What a program does that was refused. */
enum problem_answer {
    ANSWER_CHANGE,  /* the request itself is wrong: sends another one */
    ANSWER_LOOK,    /* reads again what there is now, then decides */
    ANSWER_WAIT,    /* sends the same again, with the same key, after Retry-After */
    ANSWER_SIGN_IN, /* signs in, then sends the same again */
    ANSWER_STOP     /* leaves it: a day must pass, or somebody must do something */
};

struct problem_word {
    const char *code;
    int status; /* the HTTP status it comes with */
    enum problem_answer answer;
    const char *meaning; /* Chinese, a sentence without its full stop */
    const char *advice;  /* Chinese: what the person can do, without its full stop */
};

/* NULL when no refusal has that code. */
const struct problem_word *problem_word(const char *code);

/* What its answer means to a program, a Chinese sentence without its full stop. */
const char *problem_program(const struct problem_word *word);

#endif
