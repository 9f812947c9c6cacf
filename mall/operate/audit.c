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
#include "mall/operate/house.h"
#include "mall/operate/year.h"

/* The check of base/module.c. */
#define AUDIT_YEARS "a year outside the books was carried on"

enum {
    TRUTHS = 8,
    TRUTH_STATES = 6,
    TRUTH_DAYS = 7,
    TRUTH_SEALED = 8,
    MACHINES_MAX = 64,
    MOVES_MAX = 400,
    CHECKS_MAX = 200
};

/* ---- states, over the machines of all modules */

static int all_machines(const struct machine *machines[MACHINES_MAX])
{
    int n = 0;
    for (const struct module *const *module = house_modules(); *module != NULL; module++)
        for (const struct machine *const *machine = (*module)->machines;
             machine != NULL && *machine != NULL; machine++) {
            assert(n < MACHINES_MAX);
            machines[n++] = *machine;
        }
    return n;
}

struct listed_move {
    const char *machine, *from, *to;
};

/* The moves of all machines. */
static int all_moves(struct listed_move moves[MOVES_MAX])
{
    const struct machine *all[MACHINES_MAX];
    int count = all_machines(all), n = 0;
    for (int m = 0; m < count; m++)
        for (int i = 0; i < all[m]->move_count; i++) {
            const struct machine_move *move = &all[m]->moves[i];
            assert(n < MOVES_MAX);
            moves[n++] = (struct listed_move){all[m]->name, machine_state_name(all[m], move->from),
                                              machine_state_name(all[m], move->to)};
        }
    return n;
}

static bool check_legal(struct task *task, int64_t from_id, json_t *violations, struct refusal *why)
{
    struct listed_move moves[MOVES_MAX];
    int n = all_moves(moves);
    return audit_ask(task, &SQL_audit_move_illegal,
                     DB_ARGS(DB_COLUMN_TEXT(moves, n, machine), DB_COLUMN_TEXT(moves, n, from),
                             DB_COLUMN_TEXT(moves, n, to), DB_I64(from_id)),
                     violations, why);
}

static int initial_words(const struct machine *machine, const char *words[32])
{
    int n = 0;
    for (int s = 0; s < machine->state_count; s++)
        if (machine_is_initial(machine, s))
            words[n++] = machine_state_name(machine, s);
    return n;
}

/* "confirmed|suspended" */
static const char *initial_text(struct task *task, const struct machine *machine)
{
    const char *words[32], *text = "";
    int n = initial_words(machine, words);
    for (int i = 0; i < n; i++)
        text = arena_printf(task->arena, "%s%s%s", text, i == 0 ? "" : "|", words[i]);
    return text;
}

static bool check_joined(struct task *task, int64_t from_id, json_t *violations,
                         struct refusal *why)
{
    const struct machine *all[MACHINES_MAX];
    int count = all_machines(all);
    if (!year_raise(task, &from_id, why))
        return false;
    struct {
        const char *name, *initial;
    } machines[MACHINES_MAX];
    for (int m = 0; m < count; m++) {
        machines[m].name = all[m]->name;
        machines[m].initial = initial_text(task, all[m]);
    }
    struct listed_move moves[MOVES_MAX];
    int n = all_moves(moves);
    return audit_ask(task, &SQL_audit_move_joined,
                     DB_ARGS(DB_COLUMN_TEXT(machines, count, name),
                             DB_COLUMN_TEXT(machines, count, initial), DB_I64(from_id),
                             DB_COLUMN_TEXT(moves, n, machine), DB_COLUMN_TEXT(moves, n, to)),
                     violations, why);
}

static bool check_current(struct task *task, int64_t from_id, json_t *violations,
                          struct refusal *why)
{
    const struct machine *all[MACHINES_MAX];
    int count = all_machines(all);
    int64_t whole_id = from_id; /* from here on what passes has its moves */
    if (!year_raise(task, &whole_id, why))
        return false;
    for (int m = 0; m < count; m++) {
        const char *words[32];
        int n = initial_words(all[m], words);
        int64_t since = all[m]->passing ? whole_id : from_id;
        if (!audit_ask(task, all[m]->audit, DB_ARGS(DB_TEXTS(words, n), DB_I64(since)), violations,
                       why))
            return false;
    }
    return true;
}

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

/* Moves are read once, for their stamps and for the chain over them. */
enum { MOVE_STAMPS, MOVE_CHAINS };
#define AUDIT_MOVE_STAMPS "every move is as it was logged"
#define AUDIT_MOVE_CHAINS "the chains over moves, changes, roles and looks are whole"

static void look_at_move(void *argument, const struct day_chain_seen *row)
{
    enum { MACHINE = 3, OBJECT_ID, FIELDS };
    json_t *violations = argument;
    struct stamp_field fields[FIELDS];
    char subject[96];
    if (audit_is_full(violations) ||
        stamp_fits(row->content, row->length, row->stamp, row->stamp_length) ||
        stamp_read(row->content, row->length, fields, FIELDS) != FIELDS)
        return;
    snprintf(subject, sizeof(subject), "%.*s:%lld", (int)fields[MACHINE].length,
             (const char *)fields[MACHINE].bytes, (long long)stamp_field_i64(&fields[OBJECT_ID]));
    audit_violation(violations, subject, "does not fit its stamp");
}

static bool look_at_chains(struct task *task, int64_t from_id, json_t *const *found,
                           struct refusal *why)
{
    const struct day_chain_watch stamps = {from_id, look_at_move, found[MOVE_STAMPS]};
    struct year_floor floor;
    if (!year_floor(task, &floor, why))
        return false;
    for (const struct module *const *module = house_modules(); *module != NULL; module++)
        for (const struct day_chain *const *chain = (*module)->chains;
             chain != NULL && *chain != NULL; chain++) {
            json_t *of_chain = json_array();
            int64_t since =
                (*chain)->by_years && floor.rows_from > from_id ? floor.rows_from : from_id;
            bool asked = day_chain_verify(task, *chain, since,
                                          *chain == &MACHINE_CHAIN ? &stamps : NULL, of_chain, why);
            json_array_extend(found[MOVE_CHAINS], of_chain);
            json_decref(of_chain);
            if (!asked)
                return false;
        }
    return true;
}

static const struct audit_pass MOVE_PASS = {{AUDIT_MOVE_STAMPS, AUDIT_MOVE_CHAINS}, look_at_chains};
static const struct audit_pass *const STATE_PASSES[] = {&MOVE_PASS, NULL};

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

static const struct audit_check STATE_CHECKS[] = {
    {TRUTH_STATES, "every move of a state is a legal one", NULL, check_legal, AUDIT_SINCE},
    {TRUTH_STATES, "moves join up and name an actor", NULL, check_joined, AUDIT_SINCE},
    {TRUTH_STATES, "every state is where its last move ended", NULL, check_current, AUDIT_SINCE},
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
    connections = (int)config_int("MALL_DB_AUDIT");
}

/* Checks need nothing of each other: as many of them run side by side as the audit has connections,
 * so that it does not leave processors of the server idle. */
struct report {
    const struct audit_wish *wish;
    int64_t from_ms, from_id;                     /* 0 = a full run */
    const struct audit_check *checks[CHECKS_MAX]; /* in the order of the report */
    const struct audit_pass *passes[CHECKS_MAX];  /* that answer them; NULL = it stands alone */
    json_t *told[CHECKS_MAX];
    bool taken[CHECKS_MAX];
    int count;
    int passed, failed, waiting;
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
static bool report_pass(struct task *task, const struct audit_pass *pass, struct report *report,
                        struct refusal *why)
{
    json_t *found[AUDIT_PASS_CHECKS_MAX];
    int64_t began_us = clock_mono_us();
    int wished = 0;
    for (int i = 0; i < AUDIT_PASS_CHECKS_MAX; i++)
        found[i] = json_array();
    for (int place = 0; place < report->count; place++)
        wished += report->passes[place] == pass;
    bool asked = pass->run(task, report->from_id, found, why);
    int64_t took_us = clock_mono_us() - began_us;
    for (int place = 0; asked && place < report->count; place++)
        if (report->passes[place] == pass)
            tell_check(report, place, found[place_in(pass, report->checks[place])],
                       took_us / wished);
    for (int i = 0; i < AUDIT_PASS_CHECKS_MAX; i++)
        json_decref(found[i]);
    return asked;
}

/* The next check that nobody has taken; readings that answer several are the longest, and so the
 * first, lest one connection has nothing left to do while another is still at one. -1 = none. */
static int take_next(struct report *report)
{
    int next = -1;
    for (int place = 0; place < report->count; place++)
        if (!report->taken[place] &&
            (next < 0 || (report->passes[next] == NULL && report->passes[place] != NULL)))
            next = place;
    for (int place = 0; next >= 0 && place < report->count; place++)
        if (place == next ||
            (report->passes[next] != NULL && report->passes[place] == report->passes[next]))
            report->taken[place] = true;
    return next;
}

/* One of those who work at a report: takes one check after the other, in an arena of its own. */
static void take_checks(struct task *task, void *argument)
{
    struct report *report = argument;
    int place;
    while (!report->failed_to_ask && (place = take_next(report)) >= 0) {
        struct arena *own = task->arena;
        struct refusal why = {.have = -1};
        const struct audit_pass *pass = report->passes[place];
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        bool asked = pass != NULL ? report_pass(task, pass, report, &why)
                                  : report_check(task, place, report, &why);
        if (!asked && !report->failed_to_ask) {
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

static const struct audit_pass *pass_of(const struct audit_check *check,
                                        const struct audit_pass *const *passes)
{
    for (; passes != NULL && *passes != NULL; passes++)
        if (place_in(*passes, check) >= 0)
            return *passes;
    return NULL;
}

/* The checks of a table that belong to one truth. */
static void list_truth(int truth, const struct audit_check *checks,
                       const struct audit_pass *const *passes, struct report *report)
{
    for (; checks != NULL && checks->name != NULL; checks++) {
        if (checks->truth != truth || !is_wished(report->wish, checks))
            continue;
        if (report->from_id > 0 && audit_is_full_only(checks->reach)) {
            report->waiting++;
            continue;
        }
        assert(report->count < CHECKS_MAX);
        report->passes[report->count] = pass_of(checks, passes);
        report->checks[report->count++] = checks;
    }
}

static void list_checks(struct report *report)
{
    for (int truth = 1; truth <= TRUTHS; truth++) {
        list_truth(truth, STATE_CHECKS, STATE_PASSES, report);
        for (const struct module *const *module = house_modules(); *module != NULL; module++)
            list_truth(truth, (*module)->checks, (*module)->passes, report);
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
    team_run(task, connections, take_checks, &report);
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
