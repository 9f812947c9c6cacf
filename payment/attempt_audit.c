#include "payment/attempt_audit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/audit.h"
#include "base/id_window.h"
#include "base/map.h"
#include "base/row_walk.h"
#include "gen/payment/sql.h"

enum { ATTEMPTS_A_PAGE = 10000, ATTEMPTS_KEPT = 1 << 17, BOOKED_A_PAGE = 10000 };

static const int64_t NEVER = INT64_MIN,
                     /* how far a clock may be from the provider's */
    CLOCKS_US = INT64_C(600000000),
                     /* contents count from 2000 on */
    EPOCH_US = INT64_C(946684800000000);

struct attempt_kept {
    int64_t id, paid_us; /* since 1970; NEVER = it was not */
};

/* What was booked of an attempt. */
struct booked {
    int64_t attempt_id, at_us;
};

struct attempt_audit {
    struct row_walk attempts;
    json_t *violations;
    uint64_t captured; /* what was booked less what attempts captured */
    bool is_doubtful;
    struct id_window kept; /* struct attempt_kept */
    struct booked *booked; /* of the page that is told */
    int booked_count;
};

static void *room_for(size_t count, size_t size)
{
    void *room = calloc(count, size);
    if (room == NULL)
        abort();
    return room;
}

struct attempt_audit *attempt_audit_new(void)
{
    struct attempt_audit *audit = room_for(1, sizeof(*audit));
    id_window_init(&audit->kept, sizeof(struct attempt_kept), ATTEMPTS_KEPT);
    audit->booked = room_for(BOOKED_A_PAGE, sizeof(*audit->booked));
    return audit;
}

void attempt_audit_free(struct attempt_audit *audit)
{
    if (audit == NULL)
        return;
    id_window_release(&audit->kept);
    free(audit->booked);
    free(audit);
}

static uint64_t weight(int64_t attempt_id)
{
    return map_hash(&attempt_id, sizeof(attempt_id));
}

/* ---- attempts ---- */

static void look_at_stamp(const struct attempt_audit *audit, const struct db_rows *rows, int row)
{
    struct stamp_row content;
    stamp_row_read(&content, "payment_attempt", rows, row, AUDIT_ATTEMPT_PAGE_ID,
                   AUDIT_ATTEMPT_PAGE_STAMP - AUDIT_ATTEMPT_PAGE_ID);
    audit_look_at_stamp("attempt", db_i64(rows, row, AUDIT_ATTEMPT_PAGE_ID), &content, rows, row,
                        AUDIT_ATTEMPT_PAGE_STAMP, audit->violations);
}

static bool take_attempts(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                          struct refusal *why)
{
    struct attempt_audit *audit = walk->argument;
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++) {
        int64_t id = db_i64(rows, i, AUDIT_ATTEMPT_PAGE_ID),
                captured_fen = db_i64(rows, i, AUDIT_ATTEMPT_PAGE_CAPTURED_FEN);
        look_at_stamp(audit, rows, i);
        if (!db_is_null(rows, i, AUDIT_ATTEMPT_PAGE_IS_ODD))
            audit->is_doubtful = true;
        audit->captured -= weight(id) * (uint64_t)captured_fen;
        id_window_add(&audit->kept,
                      &(struct attempt_kept){id, captured_fen != 0
                                                     ? db_us(rows, i, AUDIT_ATTEMPT_PAGE_PAID_AT)
                                                     : NEVER});
    }
    return true;
}

/* ---- beside the journal ---- */

void attempt_audit_begin(struct attempt_audit *audit, struct db_tx *tx, json_t *violations)
{
    audit->attempts = (struct row_walk){.sql = &SQL_audit_attempt_page,
                                        .tx = tx,
                                        .rows = ATTEMPTS_A_PAGE,
                                        .keys = {{.column = AUDIT_ATTEMPT_PAGE_ID}},
                                        .take = take_attempts,
                                        .argument = audit};
    audit->violations = violations;
    audit->captured = 0;
    audit->is_doubtful = false;
    id_window_clear(&audit->kept);
    audit->booked_count = 0;
    json_array_clear(violations);
}

void attempt_audit_transfer(struct attempt_audit *audit,
                            const struct stamp_field fields[TRANSFER_FIELDS])
{
    const struct stamp_field *kind = &fields[TRANSFER_KIND];
    if (!stamp_field_is(kind, "capture") && !stamp_field_is(kind, "capture_unowed"))
        return;
    int64_t attempt_id = stamp_field_i64(&fields[TRANSFER_CAUSE_ID]);
    audit->captured += weight(attempt_id) * (uint64_t)stamp_field_i64(&fields[TRANSFER_AMOUNT]);
    assert(audit->booked_count < BOOKED_A_PAGE && "one of a transfer");
    audit->booked[audit->booked_count++] =
        (struct booked){attempt_id, stamp_field_i64(&fields[TRANSFER_BOOKED_AT]) + EPOCH_US};
}

bool attempt_audit_page(struct task *task, struct attempt_audit *audit, struct refusal *why)
{
    int64_t last = 0;
    for (int i = 0; i < audit->booked_count; i++)
        last = audit->booked[i].attempt_id > last ? audit->booked[i].attempt_id : last;
    while (!audit->attempts.is_over && audit->attempts.keys[0].number < last)
        if (!row_walk_step(task, &audit->attempts, why))
            return false;
    for (int i = 0; i < audit->booked_count; i++) {
        const struct booked *booked = &audit->booked[i];
        const struct attempt_kept *attempt = id_window_find(&audit->kept, booked->attempt_id);
        if (attempt == NULL || attempt->paid_us == NEVER ||
            attempt->paid_us > booked->at_us + CLOCKS_US)
            audit->is_doubtful = true;
    }
    audit->booked_count = 0;
    return true;
}

bool attempt_audit_end(struct task *task, struct attempt_audit *audit, struct refusal *why)
{
    struct db_rows *rows;
    if ((!audit->attempts.is_over && !row_walk(task, &audit->attempts, why)) ||
        !db_tx_query(audit->attempts.tx, &SQL_audit_refund_differs, DB_NO_ARGS, &rows, why))
        return false;
    if (db_bool(rows, 0, AUDIT_REFUND_DIFFERS_HAS))
        audit->is_doubtful = true;
    return true;
}

/* ---- what it does not tell ---- */

bool attempt_audit_ask(struct task *task, const struct attempt_audit *audit, int64_t from_id,
                       json_t *captured, json_t *stamps, struct refusal *why)
{
    bool is_told = audit != NULL && !audit->is_doubtful && audit->captured == 0;
    return (is_told || audit_ask_from(task, &SQL_audit_capture, from_id, captured, why)) &&
           (audit != NULL ||
            audit_ask_stamps(task, &SQL_audit_attempt_stamp, from_id, stamps, why));
}
