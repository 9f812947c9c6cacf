/* Faults that tests and demonstrations ask the register for: each is a counter of how many of the
 * next requests it hits. They live in memory only.
 */
#ifndef REGISTER_MOCK_REGISTER_FAULT_H
#define REGISTER_MOCK_REGISTER_FAULT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum register_fault_mode {
    /* of any signed request */
    REGISTER_FAULT_DOWN,   /* 503, nothing is done */
    REGISTER_FAULT_BUSY,   /* 429, nothing is done */
    REGISTER_FAULT_BROKEN, /* 500 after it was done */
    REGISTER_FAULT_SLOW,   /* done, answered after `ms` */
    REGISTER_FAULT_HANG,   /* done, and never answered well: after `ms` without signature */
    REGISTER_FAULT_WRONG_SIGNATURE, /* the answer's signature is another's */
    REGISTER_FAULT_WRONG_NONCE,     /* the answer is one to another request, truly signed */
    /* of the feed; only a page that has what it takes uses a hit up */
    REGISTER_FAULT_FEED_REPEAT,  /* the page before `after` instead of the one behind it */
    REGISTER_FAULT_FEED_SKIP,    /* the last but one, or only, change is left out */
    REGISTER_FAULT_FEED_REORDER, /* the first two change places */
    REGISTER_FAULT_FEED_NUMBER,  /* the first change names another household than its record */
    /* of snapshots */
    REGISTER_FAULT_SNAPSHOT_CUT,   /* the page ends within its last line */
    REGISTER_FAULT_SNAPSHOT_SHORT, /* says to be the last page when it is not */
    /* of a record, wherever the next one stands: a snapshot, the feed, an answer to a query */
    REGISTER_FAULT_NO_HEAD,      /* nobody is its head */
    REGISTER_FAULT_BAD_IDENTITY, /* its first member's identity number has a wrong last character */
    REGISTER_FAULTS
};

struct register_fault {
    int64_t left;
    int64_t ms; /* 0..600000 */
};

/* All zero: nothing goes wrong. */
struct register_faults {
    struct register_fault modes[REGISTER_FAULTS];
};

/* Asks for one by name; "none" ends all. False when there is no such. */
bool register_fault_ask(struct register_faults *faults, const char *mode, int64_t n, int64_t ms);
/* Uses one of the mode's hits: NULL when it has none left. */
const struct register_fault *register_fault_hit(struct register_faults *faults,
                                                enum register_fault_mode mode);
/* "down" */
const char *register_fault_name(enum register_fault_mode mode);
/* What is left, by name; a new reference. */
json_t *register_faults_json(const struct register_faults *faults);

#endif
