#include "mall/operate/audit.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/audit.h"
#include "base/clock.h"
#include "base/code_key.h"
#include "base/config.h"
#include "base/day_chain.h"
#include "base/id.h"
#include "base/sealed.h"
#include "base/stamp.h"
#include "base/team.h"
#include "base/year.h"
#include "gen/mall/operate/sql.h"
#include "mall/operate/audit_move.h"
#include "mall/operate/house.h"
#include "mall/operate/year.h"

/* The check of base/module.c. */
#define AUDIT_YEARS "a year outside the books was carried on"

enum {
    TRUTHS = 8,
    TRUTH_STATES = 6,
    TRUTH_DAYS = 7,
    TRUTH_SEALED = 8,
    CHECKS_MAX = 200,
    READINGS_MAX = 8
};

/* ---- sealed fields, over the tables of all modules */

static void look_at_code_key(const char *purpose, int sealed_under, bool opens, void *argument)
{
    char subject[64];
    (void)sealed_under;
    if (opens)
        return;
    snprintf(subject, sizeof(subject), "code_key:%.40s", purpose);
    audit_violation(argument, subject, "secret_sealed opens under no key in this place");
}

static bool check_sealed(struct task *task, int64_t from_id, json_t *violations,
                         struct refusal *why)
{
    (void)from_id;
    for (const struct module *const *module = house_modules(); *module != NULL; module++)
        if ((*module)->sealed != NULL && !sealed_audit(task, (*module)->sealed, violations, why))
            return false;
    return code_key_each(task, look_at_code_key, violations, why);
}

/* ---- days of what is only ever added */

bool audit_close_chains(struct task *task, int *closed, struct refusal *why)
{
    *closed = 0;
    for (const struct module *const *module = house_modules(); *module != NULL; module++)
        for (const struct day_chain *const *chain = (*module)->chains;
             chain != NULL && *chain != NULL; chain++)
            if (!day_chain_close(task, *chain, closed, why))
                return false;
    return true;
}

static const struct audit_pass *const STATE_PASSES[] = {&AUDIT_MOVE_PASS, NULL};

static const struct audit_check STATE_CHECKS[] = {
    {TRUTH_STATES, AUDIT_MOVE_LEGAL, NULL, NULL, AUDIT_SINCE},
    {TRUTH_STATES, AUDIT_MOVE_JOINED, NULL, NULL, AUDIT_SINCE},
    {TRUTH_STATES, AUDIT_MOVE_STATES, NULL, NULL, AUDIT_SINCE},
    {TRUTH_STATES, AUDIT_MOVE_STAMPS, NULL, NULL, AUDIT_SINCE},
    {TRUTH_STATES, "answers kept for a key are those that were given", &SQL_audit_key_stamp, NULL,
     AUDIT_WHOLE},
    {TRUTH_DAYS, AUDIT_MOVE_CHAINS, NULL, NULL, AUDIT_SINCE},
    {TRUTH_DAYS, "proofs of full audits are as they were written", &SQL_audit_proof, NULL,
     AUDIT_WHOLE},
    {TRUTH_SEALED, "every sealed field opens in its own place", NULL, check_sealed, AUDIT_FULL},
    {.name = NULL},
};

/* ---- the report */

static int64_t back_days = 10, full_days = 7;
static int connections = 1; /* of the audit's class */

void audit_start(void)
{
    back_days = config_int("MALL_AUDIT_BACK_DAYS");
    full_days = config_int("MALL_AUDIT_FULL_DAYS");
    connections = db_connections(DB_AUDIT);
}

/* What one connection does at a time: a reading, what is done beside one, or a check that stands
 * alone. */
struct piece {
    struct reading *reading; /* NULL = a check alone */
    bool (*run)(struct task *task, int64_t from_id, json_t *const *found, struct refusal *why);
    json_t **found; /* of a reading, or of what is done beside it */
    int place;      /* of a check alone */
    bool is_taken;
};

/* A reading that answers several checks, and what is done beside it. */
struct reading {
    const struct audit_pass *pass;
    json_t *found[AUDIT_PASS_CHECKS_MAX], *beside[AUDIT_PASS_CHECKS_MAX];
    int open; /* pieces that have not ended */
    int64_t took_us;
};

/* Pieces need nothing of each other: as many of them run side by side as the audit has connections,
 * so that it does not leave processors of the server idle. */
struct report {
    const struct audit_wish *wish;
    int64_t from_ms, from_id;                     /* 0 = a full run */
    const struct audit_check *checks[CHECKS_MAX]; /* in the order of the report */
    struct reading *answers[CHECKS_MAX];          /* that answer them; NULL = it stands alone */
    json_t *told[CHECKS_MAX];
    int count;
    struct reading readings[READINGS_MAX];
    int reading_count;
    struct piece pieces[CHECKS_MAX]; /* readings come first */
    int piece_count;
    int passed, failed, waiting;
    int hands; /* who work at it */
    bool failed_to_ask;
    struct refusal *why;
};

/* From when on a nightly run looks; 0 when it has to be a full one. */
static bool find_proof(struct task *task, int64_t *from_ms, struct refusal *why)
{
    struct db_rows *rows;
    *from_ms = 0;
    if (!db_query_class(task, DB_AUDIT, &SQL_audit_proof_last, DB_ARGS(stamp_key()), &rows, why))
        return false;
    if (db_count(rows) == 0 || !db_bool(rows, 0, AUDIT_PROOF_LAST_STANDS) ||
        db_i64(rows, 0, AUDIT_PROOF_LAST_AGE_DAYS) >= full_days)
        return true;
    *from_ms = db_i64(rows, 0, AUDIT_PROOF_LAST_BEGAN_MS) - back_days * INT64_C(86400000);
    if (*from_ms <= id_time_ms(0))
        *from_ms = id_time_ms(0) + 1;
    return true;
}

static void tell_check(struct report *report, int place, json_t *violations, int64_t took_us)
{
    const struct audit_check *check = report->checks[place];
    bool ok = json_array_size(violations) == 0;
    report->passed += ok;
    report->failed += !ok;
    report->told[place] =
        json_pack("{s:i, s:s, s:b, s:I, s:O}", "truth", check->truth, "name", check->name, "ok",
                  (int)ok, "took_ms", (json_int_t)(took_us / 1000), "violations", violations);
    if (report->wish->tell != NULL)
        report->wish->tell(report->told[place], report->wish->argument);
}

static bool report_check(struct task *task, int place, struct report *report, struct refusal *why)
{
    json_t *violations = json_array();
    int64_t began_us = clock_mono_us();
    bool asked = audit_check_run(task, report->checks[place], report->from_id, violations, why);
    if (asked)
        tell_check(report, place, violations, clock_mono_us() - began_us);
    json_decref(violations);
    return asked;
}

/* Which of a reading's checks this is; -1 = none. */
static int place_in(const struct audit_pass *pass, const struct audit_check *check)
{
    for (int i = 0; i < AUDIT_PASS_CHECKS_MAX && pass->names[i] != NULL; i++)
        if (strcmp(pass->names[i], check->name) == 0)
            return i;
    return -1;
}

/* Checks that one reading answers share its time. */
static void tell_reading(struct report *report, struct reading *reading)
{
    int wished = 0;
    for (int place = 0; place < report->count; place++)
        wished += report->answers[place] == reading;
    for (int place = 0; place < report->count; place++) {
        if (report->answers[place] != reading)
            continue;
        int at = place_in(reading->pass, report->checks[place]);
        json_array_extend(reading->found[at], reading->beside[at]);
        tell_check(report, place, reading->found[at], reading->took_us / wished);
    }
}

static bool report_piece(struct task *task, const struct piece *piece, struct report *report,
                         struct refusal *why)
{
    struct reading *reading = piece->reading;
    int64_t began_us = clock_mono_us();
    if (reading == NULL)
        return report_check(task, piece->place, report, why);
    if (!piece->run(task, report->from_id, piece->found, why))
        return false;
    reading->took_us += clock_mono_us() - began_us;
    if (--reading->open == 0)
        tell_reading(report, reading);
    return true;
}

static struct piece *first_open(struct report *report, int from)
{
    for (int i = from; i < report->piece_count; i++)
        if (!report->pieces[i].is_taken)
            return &report->pieces[i];
    return NULL;
}

/* The next piece that nobody has taken, NULL = there is none: a reading while there is one, or one
 * of the others while there is one. */
static struct piece *take_next(struct report *report, bool readings_first)
{
    struct piece *next = first_open(report, readings_first ? 0 : report->reading_count);
    if (next == NULL)
        next = first_open(report, 0);
    if (next != NULL)
        next->is_taken = true;
    return next;
}

/* One of those who work at a report: takes one piece after the other, in an arena of its own.
 * Readings are the longest, and so the first, lest one has nothing left to do while another is
 * still at one; but they also keep this process busy, and statements only the server: one of three
 * or more begins with these, so that both have work all the time. */
static void take_pieces(struct task *task, void *argument)
{
    enum { ONE_FOR_STATEMENTS = 3 };
    struct report *report = argument;
    int hand = ++report->hands;
    bool readings_first = hand < ONE_FOR_STATEMENTS || hand < connections;
    struct piece *piece;
    while (!report->failed_to_ask && (piece = take_next(report, readings_first)) != NULL) {
        struct arena *own = task->arena;
        struct refusal why = {.have = -1};
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        if (!report_piece(task, piece, report, &why) && !report->failed_to_ask) {
            report->failed_to_ask = true;
            *report->why = why;
        }
        arena_free(task->arena);
        task->arena = own;
    }
}

static bool is_among(const char *const *names, const char *name)
{
    while (*names != NULL && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

static bool is_wished(const struct audit_wish *wish, const struct audit_check *check)
{
    return wish->only == NULL || is_among(wish->only, check->name);
}

static const struct audit_pass *pass_among(const struct audit_check *check,
                                           const struct audit_pass *const *passes)
{
    for (; passes != NULL && *passes != NULL; passes++)
        if (place_in(*passes, check) >= 0)
            return *passes;
    return NULL;
}

static const struct audit_pass *pass_of(const struct audit_check *check)
{
    const struct audit_pass *pass = pass_among(check, STATE_PASSES);
    for (const struct module *const *module = house_modules(); *module != NULL && pass == NULL;
         module++)
        pass = pass_among(check, (*module)->passes);
    return pass;
}

static struct reading *find_reading(struct report *report, const struct audit_pass *pass)
{
    for (int i = 0; i < report->reading_count; i++)
        if (report->readings[i].pass == pass)
            return &report->readings[i];
    assert(report->reading_count < READINGS_MAX);
    struct reading *reading = &report->readings[report->reading_count++];
    reading->pass = pass;
    return reading;
}

/* The checks of a table that belong to one truth. */
static void list_truth(int truth, const struct audit_check *checks, struct report *report)
{
    for (; checks != NULL && checks->name != NULL; checks++) {
        if (checks->truth != truth || !is_wished(report->wish, checks))
            continue;
        if (report->from_id > 0 && audit_is_full_only(checks->reach)) {
            report->waiting++;
            continue;
        }
        assert(report->count < CHECKS_MAX);
        const struct audit_pass *pass = pass_of(checks);
        report->answers[report->count] = pass != NULL ? find_reading(report, pass) : NULL;
        report->checks[report->count++] = checks;
    }
}

static void list_checks(struct report *report)
{
    for (int truth = 1; truth <= TRUTHS; truth++) {
        list_truth(truth, STATE_CHECKS, report);
        for (const struct module *const *module = house_modules(); *module != NULL; module++)
            list_truth(truth, (*module)->checks, report);
    }
}

static void add_piece(struct report *report, const struct piece *piece)
{
    assert(report->piece_count < CHECKS_MAX);
    report->pieces[report->piece_count++] = *piece;
    if (piece->reading != NULL)
        piece->reading->open++;
}

static void list_pieces(struct report *report)
{
    for (int i = 0; i < report->reading_count; i++) {
        struct reading *reading = &report->readings[i];
        for (int k = 0; k < AUDIT_PASS_CHECKS_MAX; k++) {
            reading->found[k] = json_array();
            reading->beside[k] = json_array();
        }
        add_piece(report, &(struct piece){.reading = reading,
                                          .run = reading->pass->run,
                                          .found = reading->found});
    }
    for (int i = 0; i < report->reading_count; i++)
        if (report->readings[i].pass->beside != NULL)
            add_piece(report, &(struct piece){.reading = &report->readings[i],
                                              .run = report->readings[i].pass->beside,
                                              .found = report->readings[i].beside});
    for (int place = 0; place < report->count; place++)
        if (report->answers[place] == NULL)
            add_piece(report, &(struct piece){.place = place});
}

static void end_readings(struct report *report)
{
    for (int i = 0; i < report->reading_count; i++)
        for (int k = 0; k < AUDIT_PASS_CHECKS_MAX; k++) {
            json_decref(report->readings[i].found[k]);
            json_decref(report->readings[i].beside[k]);
        }
}

bool audit_has(const char *name)
{
    const struct audit_wish wish = {.only = (const char *const[]){name, NULL}};
    struct report report = {.wish = &wish};
    list_checks(&report);
    return report.count > 0;
}

/* Years that lie outside the books stand with the check that looks at what was carried on, so that
 * a report that is kept has them too. */
static void note_away(json_t *checks, json_t *away)
{
    size_t i;
    json_t *check;
    json_array_foreach(checks, i, check) {
        const char *name = json_string_value(json_object_get(check, "name"));
        if (json_array_size(away) > 0 && strcmp(name, AUDIT_YEARS) == 0)
            json_object_set(check, "away", away);
    }
}

json_t *audit_run(struct task *task, const struct audit_wish *wish, struct refusal *why)
{
    struct report report = {.wish = wish, .why = why};
    if (wish->nightly && !find_proof(task, &report.from_ms, why))
        return NULL;
    bool nightly = report.from_ms > 0;
    report.from_id = nightly ? id_first_of_ms(report.from_ms) : 0;
    list_checks(&report);
    list_pieces(&report);
    team_run(task, connections, take_pieces, &report);
    end_readings(&report);
    json_t *checks = json_array();
    for (int i = 0; i < report.count; i++)
        if (report.told[i] != NULL)
            json_array_append_new(checks, report.told[i]);
    if (report.failed_to_ask) {
        json_decref(checks);
        return NULL;
    }
    json_t *away = year_list_json(task, why);
    if (away == NULL) {
        json_decref(checks);
        return NULL;
    }
    note_away(checks, away);
    return json_pack("{s:s, s:I, s:i, s:i, s:i, s:o, s:o}", "kind", nightly ? "nightly" : "full",
                     "looked_from_ms", (json_int_t)report.from_ms, "passed", report.passed,
                     "failed", report.failed, "waiting", report.waiting, "away", away, "checks",
                     checks);
}
