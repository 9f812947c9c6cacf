#include "register/judge.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/log.h"
#include "base/stamp.h"
#include "catalog/benefit_link.h"
#include "gen/register/sql.h"
#include "onboarding/legal_person.h"
#include "register/client.h"
#include "register/verdict.h"
#include "registry/household_stage.h"
#include "registry/import.h"

enum { RECHECK_HOUSEHOLDS = 100 };

/* A link that is judged. */
struct link {
    int64_t household_id, producer_id;
    const char *county_code;
    bool is_known; /* the household is there */
    int64_t version_id, old_id, new_id;
    char rules[RULE_COUNT + 1];
    const char *rules_text, *verdict;
    bool is_new;        /* another verdict than the one that stands */
    int64_t alike_id;   /* the one that stands, when it says the same of another version; else 0 */
    bool is_held, must; /* because of the register: as it is, and as it should be */
};

struct links {
    struct link *items;
    int count;
};

/* ---- who works for the producers ---- */

struct staff {
    struct db_rows *rows;
    uint8_t (*hashes)[32]; /* in the order of the producers */
};

static bool load_staff(struct task *task, const struct links *links, struct staff *staff,
                       struct refusal *why)
{
    if (!db_query_class(task, DB_WORK, &SQL_judge_staff,
                        DB_ARGS(DB_COLUMN_I64(links->items, links->count, producer_id)),
                        &staff->rows, why))
        return false;
    int n = db_count(staff->rows);
    staff->hashes = arena_array(task->arena, (size_t)n + 1, sizeof(*staff->hashes));
    for (int row = 0; row < n; row++) {
        size_t length;
        const void *hash = db_bytes(staff->rows, row, JUDGE_STAFF_PHONE_HASH, &length);
        if (hash != NULL && length == sizeof(*staff->hashes))
            memcpy(staff->hashes[row], hash, length);
    }
    return true;
}

static void find_staff(const struct staff *staff, int64_t producer_id, struct link_claim *claim)
{
    int n = db_count(staff->rows), first = 0;
    while (first < n && db_i64(staff->rows, first, JUDGE_STAFF_PRODUCER_ID) != producer_id)
        first++;
    int end = first;
    while (end < n && db_i64(staff->rows, end, JUDGE_STAFF_PRODUCER_ID) == producer_id)
        end++;
    claim->staff = (const uint8_t(*)[32])(staff->hashes + first);
    claim->staff_count = end - first;
}

/* ---- who is behind them ---- */

/* Legal persons and shareholders, with the hash of each one's identity number beside. */
struct behind {
    struct legal_persons persons;
    uint8_t (*hashes)[32];
};

static bool load_behind(struct task *task, const struct links *links, struct behind *behind,
                        struct refusal *why)
{
    int64_t *producers = arena_array(task->arena, (size_t)links->count + 1, sizeof(*producers));
    for (int i = 0; i < links->count; i++)
        producers[i] = links->items[i].producer_id;
    if (!legal_persons_of(task, producers, (size_t)links->count, &behind->persons, why))
        return false;
    int n = behind->persons.count;
    behind->hashes = arena_array(task->arena, (size_t)n + 1, sizeof(*behind->hashes));
    for (int i = 0; i < n; i++)
        crypto_lookup_hash(MEMBER_ID_NUMBER, behind->persons.items[i].id_number, behind->hashes[i]);
    return true;
}

static void find_behind(const struct behind *behind, int64_t producer_id, struct link_claim *claim)
{
    const struct legal_person *persons = behind->persons.items;
    int n = behind->persons.count, first = 0;
    while (first < n && persons[first].organisation_id != producer_id)
        first++;
    int end = first;
    while (end < n && persons[end].organisation_id == producer_id)
        end++;
    claim->legal = (const uint8_t(*)[32])(behind->hashes + first);
    claim->legal_count = end - first;
}

/* ---- what is claimed, and what the register says ---- */

static void read_head(struct arena *arena, const struct db_rows *rows, int row,
                      const struct link *link, struct link_claim *claim)
{
    size_t length, hash_length;
    if (db_is_null(rows, row, JUDGE_LOAD_HEAD_NO))
        return;
    int64_t number = db_i64(rows, row, JUDGE_LOAD_HEAD_NO);
    const void *sealed = db_bytes(rows, row, JUDGE_LOAD_HEAD_NAME_SEALED, &length);
    const void *hash = db_bytes(rows, row, JUDGE_LOAD_HEAD_ID_HASH, &hash_length);
    const char *name =
        crypto_open_at(arena, CRYPTO_PART(MEMBER_NAME, link->household_id, number), sealed, length);
    claim->has_head = name != NULL && hash != NULL && hash_length == sizeof(claim->head_id_hash);
    if (!claim->has_head)
        return;
    claim->head_name = name;
    memcpy(claim->head_id_hash, hash, hash_length);
}

static const struct record *read_facts(struct arena *arena, const struct db_rows *rows, int row,
                                       const struct link *link, struct record *record)
{
    size_t length;
    struct record_faults faults;
    if (link->version_id == 0)
        return NULL;
    const void *sealed = db_bytes(rows, row, JUDGE_LOAD_FACTS_SEALED, &length);
    const char *text =
        crypto_open_at(arena, CRYPTO_PLACE(HOUSEHOLD_FACTS, link->version_id), sealed, length);
    return text != NULL && record_read(arena, text, strlen(text), record, &faults) ? record : NULL;
}

static void judge_link(struct arena *arena, const struct db_rows *rows, int row,
                       const struct staff *staff, const struct behind *behind, struct link *link)
{
    const char *linked_on = db_text(rows, row, JUDGE_LOAD_LINKED_ON);
    struct record record;
    struct link_claim claim = {
        .village_code = db_text(rows, row, JUDGE_LOAD_VILLAGE_CODE),
        .head_name = "",
        .linked_on = linked_on != NULL ? linked_on : "",
        .by_wage = db_bool(rows, row, JUDGE_LOAD_BY_WAGE),
        .has_list = db_bool(rows, row, JUDGE_LOAD_HAS_LIST),
        .is_listed = db_bool(rows, row, JUDGE_LOAD_IS_LISTED),
        .has_plan = db_bool(rows, row, JUDGE_LOAD_HAS_PLAN),
        .is_twice = db_bool(rows, row, JUDGE_LOAD_IS_TWICE),
        .state = machine_state(&HOUSEHOLD_MACHINE, db_text(rows, row, JUDGE_LOAD_STATE)),
    };
    link->is_known = true;
    link->version_id = db_i64(rows, row, JUDGE_LOAD_VERSION_ID);
    read_head(arena, rows, row, link, &claim);
    find_staff(staff, link->producer_id, &claim);
    find_behind(behind, link->producer_id, &claim);
    verdict_rules(read_facts(arena, rows, row, link, &record), &claim, link->rules);
    link->rules_text = link->rules;
    link->verdict = verdict_word(link->rules);
    link->new_id = id_next();
    link->is_held = link->must = db_bool(rows, row, JUDGE_LOAD_IS_HELD);
    bool is_cleared = false;
    if (db_is_null(rows, row, JUDGE_LOAD_VERDICT_ID)) {
        link->is_new = true;
    } else {
        link->old_id = db_i64(rows, row, JUDGE_LOAD_VERDICT_ID);
        bool alike = strcmp(db_text(rows, row, JUDGE_LOAD_VERDICT_RULES), link->rules) == 0;
        link->is_new = !alike || db_bool(rows, row, JUDGE_LOAD_IS_OLDER) ||
                       db_i64(rows, row, JUDGE_LOAD_VERDICT_VERSION_ID) != link->version_id;
        link->alike_id = alike ? link->old_id : 0;
        is_cleared = alike && db_bool(rows, row, JUDGE_LOAD_VERDICT_IS_CLEARED);
    }
    /* What cannot be told leaves the link as it is: nothing is guessed. */
    if (link->rules[RULE_REGISTERED] != VERDICT_UNTOLD)
        link->must = verdict_holds(link->rules) && !is_cleared;
}

/* ---- written ---- */

struct writing {
    struct links links; /* those with another verdict */
    struct benefit_link *held, *freed;
    int held_count, freed_count;
    int64_t *households; /* all that were judged because they were to be again; NULL = none */
    int household_count;
};

/* The links that are to be held from now on, and those that are held no longer. */
static void sort_links(struct task *task, const struct links *links, struct writing *writing)
{
    size_t n = (size_t)links->count + 1;
    writing->held = arena_array(task->arena, n, sizeof(*writing->held));
    writing->freed = arena_array(task->arena, n, sizeof(*writing->freed));
    for (int i = 0; i < links->count; i++) {
        const struct link *link = &links->items[i];
        struct benefit_link id = {link->county_code, link->household_id, link->producer_id};
        if (link->must && !link->is_held)
            writing->held[writing->held_count++] = id;
        if (!link->must && link->is_held)
            writing->freed[writing->freed_count++] = id;
    }
}

static bool move_links(struct task *task, struct db_tx *tx, const struct writing *writing,
                       struct refusal *why)
{
    const struct benefit_link_mover holds = {LINK_CAUSE_REGISTER, ACTOR_SYSTEM, "登记系统：不符"};
    const struct benefit_link_mover frees = {LINK_CAUSE_REGISTER, ACTOR_SYSTEM, "登记系统：相符"};
    return benefit_link_hold(task, tx, writing->held, writing->held_count, &holds, why) &&
           benefit_link_free(task, tx, writing->freed, writing->freed_count, &frees, why);
}

static bool write_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct writing *writing = argument;
    const struct link *items = writing->links.items;
    int n = writing->links.count, olds = 0;
    int64_t *old = arena_array(task->arena, (size_t)n + 1, sizeof(*old));
    for (int i = 0; i < n; i++)
        if (items[i].old_id != 0)
            old[olds++] = items[i].old_id;
    if (olds > 0)
        db_tx_send(tx, &SQL_verdict_end, DB_ARGS(DB_I64S(old, olds)));
    if (n > 0)
        db_tx_send(
            tx, &SQL_verdict_add,
            DB_ARGS(stamp_key(), DB_COLUMN_I64(items, n, new_id),
                    DB_COLUMN_TEXT(items, n, county_code), DB_COLUMN_I64(items, n, household_id),
                    DB_COLUMN_I64(items, n, producer_id), DB_COLUMN_I64(items, n, version_id),
                    DB_COLUMN_TEXT(items, n, rules_text), DB_COLUMN_TEXT(items, n, verdict),
                    DB_COLUMN_I64(items, n, alike_id)));
    if (writing->household_count > 0)
        db_tx_send(tx, &SQL_recheck_done,
                   DB_ARGS(DB_I64S(writing->households, writing->household_count)));
    return move_links(task, tx, writing, why) && db_tx_wait(tx, why);
}

static bool judge(struct task *task, struct links *links, struct writing *writing,
                  struct refusal *why)
{
    struct staff staff;
    struct behind behind;
    struct db_rows *rows;
    if (links->count > 0) {
        if (!load_staff(task, links, &staff, why) || !load_behind(task, links, &behind, why) ||
            !db_query_class(task, DB_WORK, &SQL_judge_load,
                            DB_ARGS(DB_COLUMN_I64(links->items, links->count, household_id),
                                    DB_COLUMN_TEXT(links->items, links->count, county_code),
                                    DB_COLUMN_I64(links->items, links->count, producer_id)),
                            &rows, why))
            return false;
        for (int row = 0; row < db_count(rows); row++)
            judge_link(task->arena, rows, row, &staff, &behind,
                       &links->items[db_i64(rows, row, JUDGE_LOAD_PLACE) - 1]);
    }
    writing->links.items =
        arena_array(task->arena, (size_t)links->count + 1, sizeof(*writing->links.items));
    for (int i = 0; i < links->count; i++) {
        struct link *kept = &writing->links.items[writing->links.count];
        if (!links->items[i].is_known || !links->items[i].is_new)
            continue;
        *kept = links->items[i];
        kept->rules_text = kept->rules;
        writing->links.count++;
    }
    sort_links(task, links, writing);
    return db_transact(task, DB_WORK, write_body, writing, why);
}

/* The columns of links stand alike in all statements that find them. */
static void read_links(struct arena *arena, const struct db_rows *rows, struct links *links)
{
    links->items = arena_array(arena, (size_t)db_count(rows) + 1, sizeof(*links->items));
    links->count = 0;
    for (int row = 0; row < db_count(rows); row++) {
        if (db_is_null(rows, row, JUDGE_RECHECK_PRODUCER_ID))
            continue;
        links->items[links->count++] =
            (struct link){.household_id = db_i64(rows, row, JUDGE_RECHECK_HOUSEHOLD_ID),
                          .county_code = db_text(rows, row, JUDGE_RECHECK_COUNTY_CODE),
                          .producer_id = db_i64(rows, row, JUDGE_RECHECK_PRODUCER_ID)};
    }
}

static bool is_possible(void)
{
    return register_client_is_set() && import_keys_settled(&(struct refusal){.have = -1});
}

/* What the register said something else of. */
static bool judge_changed(struct task *task, int *done, struct refusal *why)
{
    struct db_rows *rows;
    struct links links;
    struct writing writing = {.household_count = 0};
    if (!db_query_class(task, DB_WORK, &SQL_judge_recheck, DB_ARGS(DB_I64(RECHECK_HOUSEHOLDS)),
                        &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    read_links(task->arena, rows, &links);
    writing.households = db_column(task->arena, rows, JUDGE_RECHECK_HOUSEHOLD_ID);
    writing.household_count = db_count(rows);
    *done += db_count(rows);
    return judge(task, &links, &writing, why);
}

static bool judge_found(struct task *task, enum db_class kind, const struct sql *sql, int *done,
                        struct refusal *why)
{
    struct db_rows *rows;
    struct links links;
    struct writing writing = {.household_count = 0};
    if (!db_query_class(task, kind, sql, DB_ARGS(DB_I64(JUDGE_LINKS)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    read_links(task->arena, rows, &links);
    *done += links.count;
    return judge(task, &links, &writing, why);
}

bool judge_due(struct task *task, int *done, struct refusal *why)
{
    *done = 0;
    return !is_possible() || (judge_changed(task, done, why) &&
                              judge_found(task, DB_WORK, &SQL_judge_waiting, done, why));
}

bool judge_selling(struct task *task, int *done, struct refusal *why)
{
    *done = 0;
    return !is_possible() || judge_found(task, DB_REPORT, &SQL_judge_selling, done, why);
}

/* ---- what else links are judged by ---- */

static bool stale_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct db_rows *rows = argument;
    (void)task;
    for (int row = 0; row < db_count(rows); row++) {
        struct db_value county = DB_TEXT(db_text(rows, row, JUDGE_STALE_COUNTY_CODE));
        db_tx_send(tx, &SQL_judge_stale_add, DB_ARGS(county));
        db_tx_send(tx, &SQL_judge_stale_seen,
                   DB_ARGS(county, DB_TEXT(db_text(rows, row, JUDGE_STALE_LISTED_AT)),
                           DB_I64(db_i64(rows, row, JUDGE_STALE_DOSSIERS))));
    }
    return db_tx_wait(tx, why);
}

bool judge_stale(struct task *task, int *done, struct refusal *why)
{
    struct db_rows *rows;
    *done = 0;
    if (!is_possible())
        return true;
    if (!db_query_class(task, DB_REPORT, &SQL_judge_stale, DB_ARGS(DB_I64(JUDGE_COUNTIES)), &rows,
                        why))
        return false;
    *done = db_count(rows);
    return *done == 0 || db_transact(task, DB_REPORT, stale_body, rows, why);
}

void judge_again(struct db_tx *tx, int64_t run_id, int64_t after, int64_t to)
{
    db_tx_send(tx, &SQL_recheck_add, DB_ARGS(DB_I64(run_id), DB_I64(after), DB_I64(to)));
}

bool judge_household(struct task *task, int64_t household_id, struct refusal *why)
{
    return !register_client_is_set() ||
           db_query(task, &SQL_recheck_household, DB_ARGS(DB_I64(household_id)), NULL, why);
}
