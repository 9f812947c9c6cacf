/* A small world for tests of buying: a county with two producers and two stations, households that
 * share in what is sold, goods on sale with stock, and a payment provider that does as it is told.
 *
 * Each world has households, goods and buyers of its own (`base` numbers them), so that scenarios
 * in one database do not meet. Tables are filled as the owner; all else goes through the product.
 *
 * expect() may be used inside tasks, where cmocka's assertions must not jump out of a coroutine:
 * it prints what was expected and counts; world_run() fails the test when anything was counted.
 */
#ifndef TESTS_UNIT_WORLD_H
#define TESTS_UNIT_WORLD_H

#include <stdbool.h>
#include <stdint.h>

#include "orders/place.h"
#include "tests/unit/fake_provider.h"

/* ---- expectations */

bool world_expect(bool held, const char *text, const char *file, int line);
bool world_expect_i64(int64_t got, int64_t wanted, const char *text, const char *file, int line);
bool world_expect_text(const char *got, const char *wanted, const char *text, const char *file,
                       int line);
bool world_granted(bool granted, const struct refusal *why, const char *text, const char *file,
                   int line);
bool world_refused(bool granted, const struct refusal *why, const struct refusal_kind *kind,
                   const char *text, const char *file, int line);

#define expect(condition_) world_expect((condition_), #condition_, __FILE__, __LINE__)
#define expect_i64(got_, wanted_) world_expect_i64((got_), (wanted_), #got_, __FILE__, __LINE__)
#define expect_text(got_, wanted_) world_expect_text((got_), (wanted_), #got_, __FILE__, __LINE__)
/* The call takes &why last. */
#define granted(call_) world_granted((call_), &why, #call_, __FILE__, __LINE__)
#define refused(call_, kind_) world_refused((call_), &why, &(kind_), #call_, __FILE__, __LINE__)

/* ---- the world */

/* What stands at which number above the world's base. */
enum {
    PRODUCER = 1,
    STATION = 2,
    OTHER_PRODUCER = 3,
    OTHER_STATION = 4,
    BUYER = 10,     /* .. 19 */
    OFFICER = 20,   /* of the stations */
    HOUSEHOLD = 30, /* .. 33; the third is suspended by the register */
    SUSPENDED = 32,
    LISTING = 40,
    OTHER_LISTING = 41,
    PLAN = 42,
    OTHER_PLAN = 43,
    VERSION = 44,
    OTHER_VERSION = 45,
    ORANGES = 50, /* 2990 fen, 2500 g; lots OLD_LOT and NEW_LOT */
    CRATE = 51,   /* of the same listing: 4990 fen, 5000 g; OLD_LOT only */
    EGGS = 52,    /* of the other listing: 1500 fen, 1200 g; EGG_LOT */
    OLD_LOT = 60,
    NEW_LOT = 61,
    EGG_LOT = 62
};

struct world {
    int64_t base;
};

/* For cmocka's group: what a program of the mall has at start, and functions that fill tables. */
int world_setup(void **state);
int world_teardown(void **state);
/* A new world with so many boxes of oranges in the old and the new lot, of crates and of eggs. */
struct world world_make(int64_t old_boxes, int64_t new_boxes, int64_t crates, int64_t eggs);

/* SQL as the owner; every $B is the world's base (write $B+30 for the first household). */
void world_exec(const struct world *world, const char *sql);
int64_t world_i64(const struct world *world, const char *sql);
/* Balance of an account in fen, as the journal says. */
int64_t world_balance(const char *kind, int64_t owner);

/* Stamps rows that were written by hand, as the owner; with `anew` those too that were changed by
 * hand (base/stamp.h). The audit's words below stamp what has none themselves. */
void world_stamp(bool anew);

/* All that happened so far happened so many days before; its rows are stamped anew. What is kept by
 * the provider, and ids, stay as they are. */
void world_days_ago(int days);

/* Runs `body` as a task on a pool of its own and fails the test when an expectation did not hold.
 */
void world_run(void (*body)(struct task *task));

/* A cmocka test whose body is a task. */
#define SCENARIO(name_)                                                                            \
    static void name_##_body(struct task *task);                                                   \
    static void name_(void **state)                                                                \
    {                                                                                              \
        (void)state;                                                                               \
        world_run(name_##_body);                                                                   \
    }                                                                                              \
    static void name_##_body(struct task *task)

/* Expects that every check of the audit passes. */
void world_audit(struct task *task);
/* The checks of a report as audit_run() gives them; new reference. */
json_t *world_audit_checks(struct task *task);
/* Names of the checks that fail now, joined by "|"; "" when none. */
const char *world_audit_failures(struct task *task);

/* ---- shopping */

extern const struct place_limits WORLD_LIMITS; /* what place_start() is given */

enum { REGION_SIZE = 7 };
extern const char WORLD_REGION[REGION_SIZE]; /* where parcels go */

/* A key of its own for each call. */
struct idempotency world_key(struct task *task, int64_t account_id, const char *route);

struct basket {
    struct quote_want wants[QUOTE_MAX_LINES];
    int count;
};

/* Quotes the basket and makes a request that has a quarter of an hour to pay. */
bool world_request(struct task *task, const struct world *world, int buyer,
                   const struct basket *basket, struct place_request *request, struct refusal *why);
/* Places a basket that must be placed. */
struct place_request world_place(struct task *task, const struct world *world, int buyer,
                                 const struct basket *basket);
/* One line of oranges. */
struct basket world_oranges(const struct world *world, int64_t quantity);

/* ---- paying */

/* Opens a payment for a trade and gives its number (in the task's arena). */
const char *world_open_payment(struct task *task, const struct place_request *placed);
/* Opens a payment, pays it, and has the mall hear of it. */
void world_pay(struct task *task, const struct place_request *placed);
/* Runs all jobs that are due. */
void world_jobs(struct task *task);

#endif
