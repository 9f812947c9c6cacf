#include "orders/audit_weight.h"

#include "base/db.h"
#include "base/row_walk.h"
#include "gen/orders/sql.h"
#include "ledger/share_sum.h"

/* Some 200 bytes each; a page may add its own to them. */
enum { ROSTERS_MAX = 300000, ROSTERS_A_PAGE = 5000 };
static const size_t BOOK_LIMIT = (size_t)256 * 1024 * 1024;

/* A roster has no more households than its plan. */
static void mark_places(struct arena *arena, struct audit_weights *of, const struct db_rows *rows,
                        int first)
{
    uint64_t *marks = arena_array(arena, (size_t)of->count, sizeof(*marks));
    int marked = 0, last = 0;
    for (int i = 0; i < of->count; i++) {
        int place = of->places[i];
        if (place <= 0 || place > of->count)
            continue;
        marks[place - 1] = share_sum_place(db_i64(rows, first + i, AUDIT_WEIGHT_HOUSEHOLD_ID),
                                           db_text(rows, first + i, AUDIT_WEIGHT_VILLAGE_CODE));
        marked++;
        last = place > last ? place : last;
    }
    of->marks = marked == last ? marks : NULL; /* each place is one household's */
    of->mark_count = last;
}

static void add_roster(struct audit_weight_book *book, const struct db_rows *rows, int first,
                       int end)
{
    struct arena *arena = book->arena;
    struct audit_weights *of = arena_array(arena, 1, sizeof(*of));
    *of = (struct audit_weights){.plan_id = db_i64(rows, first, AUDIT_WEIGHT_PLAN_ID),
                                 .pool_no = db_i64(rows, first, AUDIT_WEIGHT_POOL_NO),
                                 .count = end - first};
    of->weights = arena_array(arena, (size_t)of->count, sizeof(*of->weights));
    of->places = arena_array(arena, (size_t)of->count, sizeof(*of->places));
    for (int i = 0; i < of->count; i++) {
        of->weights[i] = db_i64(rows, first + i, AUDIT_WEIGHT_WEIGHT);
        of->places[i] = (int)db_i64(rows, first + i, AUDIT_WEIGHT_PLACE);
        book->placed += of->places[i] != 0;
    }
    of->county = arena_strdup(arena, db_text(rows, first, AUDIT_WEIGHT_COUNTY_CODE));
    of->mark = share_sum_roster(of->county, db_text(rows, first, AUDIT_WEIGHT_KIND),
                                db_i64(rows, first, AUDIT_WEIGHT_PRODUCER_ID));
    mark_places(arena, of, rows, first);
    map_add_i64(&book->known, db_i64(rows, first, AUDIT_WEIGHT_ROSTER_ID), NULL)->pointer = of;
}

static void add_rosters(struct audit_weight_book *book, const struct db_rows *rows)
{
    int n = db_count(rows), end;
    for (int first = 0; first < n; first = end) {
        int64_t roster_id = db_i64(rows, first, AUDIT_WEIGHT_ROSTER_ID);
        for (end = first; end < n && db_i64(rows, end, AUDIT_WEIGHT_ROSTER_ID) == roster_id; end++)
            ;
        if (!db_is_null(rows, first, AUDIT_WEIGHT_WEIGHT)) /* its plan has no such shares */
            add_roster(book, rows, first, end);
    }
}

/* Both statements have the same columns. */
_Static_assert((int)AUDIT_WEIGHT_PLACE == (int)AUDIT_WEIGHT_PAGE_PLACE &&
                   (int)AUDIT_WEIGHT_PRODUCER_ID == (int)AUDIT_WEIGHT_PAGE_PRODUCER_ID,
               "the columns of audit_weight and of audit_weight_page");

static bool take_rosters(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                         struct refusal *why)
{
    struct audit_weight_book *book = walk->argument;
    (void)task;
    (void)why;
    add_rosters(book, rows);
    walk->is_over = walk->is_over || book->known.count > ROSTERS_MAX - ROSTERS_A_PAGE;
    return true;
}

bool audit_weight_read_all(struct task *task, struct db_tx *tx, struct audit_weight_book *book,
                           struct refusal *why)
{
    struct row_walk walk = {.sql = &SQL_audit_weight_page,
                            .tx = tx,
                            .rows = ROSTERS_A_PAGE, /* each has a row or more */
                            .keys = {{.column = AUDIT_WEIGHT_PAGE_ROSTER_ID}},
                            .take = take_rosters,
                            .argument = book};
    audit_weight_free(book);
    book->arena = arena_new(BOOK_LIMIT);
    return row_walk(task, &walk, why);
}

/* A household has one place of a roster, and stands once in a pool of a plan: as many as were found
 * are all. */
bool audit_weight_has_places(struct db_tx *tx, const struct audit_weight_book *book, bool *has,
                             struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_audit_roster_place_count, DB_NO_ARGS, &rows, why))
        return false;
    *has = book->placed == db_i64(rows, 0, AUDIT_ROSTER_PLACE_COUNT_PLACES);
    return true;
}

bool audit_weight_read(struct task *task, struct db_tx *tx, struct audit_weight_book *book,
                       const int64_t *rosters, int count, struct refusal *why)
{
    if (book->known.count > ROSTERS_MAX)
        audit_weight_free(book);
    if (book->arena == NULL)
        book->arena = arena_new(BOOK_LIMIT);
    int64_t *fresh = arena_array(task->arena, (size_t)count + 1, sizeof(*fresh));
    int n = 0;
    for (int i = 0; i < count; i++) {
        bool is_fresh;
        struct map_slot *slot = map_add_i64(&book->known, rosters[i], &is_fresh);
        if (!is_fresh)
            continue;
        slot->pointer = NULL;
        fresh[n++] = rosters[i];
    }
    struct db_rows *rows;
    if (n == 0)
        return true;
    if (!db_tx_query(tx, &SQL_audit_weight, DB_ARGS(DB_I64S(fresh, n)), &rows, why))
        return false;
    add_rosters(book, rows);
    return true;
}

const struct audit_weights *audit_weight_find(const struct audit_weight_book *book,
                                              int64_t roster_id)
{
    const struct map_slot *slot = map_find_i64(&book->known, roster_id);
    return slot != NULL ? slot->pointer : NULL;
}

void audit_weight_free(struct audit_weight_book *book)
{
    map_release(&book->known);
    if (book->arena != NULL)
        arena_free(book->arena);
    *book = (struct audit_weight_book){.arena = NULL};
}
