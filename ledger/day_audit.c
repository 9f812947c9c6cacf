#include "ledger/day_audit.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/audit.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/day_chain.h"
#include "base/row_walk.h"
#include "base/stamp.h"
#include "gen/ledger/sql.h"
#include "ledger/day.h"
#include "ledger/entry_sum.h"
#include "ledger/entry_walk.h"

/* A page of transfers is some 4 MB. */
enum { TRANSFERS_A_PAGE = 10000, LINE_MAX = 512, KINDS_MAX = 32, KIND_LENGTH = 31 };

static const int64_t DAY_US = INT64_C(86400000000), BEIJING_US = INT64_C(28800000000),
                     /* PostgreSQL counts from 2000 on */
    EPOCH_US = INT64_C(946684800000000);

/* ---- days ---- */

struct day_sum {
    int64_t number; /* days since 1970 */
    int format;
    struct crypto_hash *hash;
    int64_t transfers, amount_fen;
    struct kind_sum *kinds; /* by their places in looking->kinds */
};

struct kind_sum {
    int64_t debit_fen, credit_fen;
};

struct looking {
    struct ledger_day_found *found;
    int64_t chain_from_id;
    const struct db_rows *days;
    struct day_sum *sums; /* a closed day each */
    int count, first;     /* days, and the first that is added up anew */
    int near;             /* where the last transfer's day was found */
    int64_t orphan;   /* the first day with transfers before the newest closed one that was never
                         closed: somebody wrote into the past; INT64_MAX = there is none */
    struct db_tx *tx; /* all is read as it was at one moment */
    struct entry_walk *entries;
    char kinds[KINDS_MAX][KIND_LENGTH + 1]; /* of accounts, that came so far */
    int kind_count;
};

/* Midnight of Beijing at which a day ("YYYY-MM-DD") begins, in microseconds. */
static int64_t midnight_us(const char *day)
{
    char text[32];
    int64_t us = 0;
    snprintf(text, sizeof(text), "%sT00:00:00+08:00", day);
    bool is_time = clock_parse_rfc3339(text, &us);
    assert(is_time);
    (void)is_time;
    return us;
}

static int64_t day_number(int64_t us)
{
    int64_t local = us + BEIJING_US;
    return local >= 0 ? local / DAY_US : -((-local + DAY_US - 1) / DAY_US);
}

static void begin_looking(struct task *task, struct looking *looking)
{
    looking->count = db_count(looking->days);
    looking->orphan = INT64_MAX;
    looking->sums = arena_array(task->arena, (size_t)looking->count + 1, sizeof(*looking->sums));
    for (int i = 0; i < looking->count; i++) {
        int64_t us = midnight_us(db_text(looking->days, i, LEDGER_DAY_LIST_DAY));
        if (looking->first == i && ledger_day_first_id(us / 1000) < looking->chain_from_id)
            looking->first++;
        looking->sums[i] =
            (struct day_sum){.number = day_number(us),
                             .format = (int)db_i64(looking->days, i, LEDGER_DAY_LIST_FORMAT),
                             .hash = crypto_hash_new(),
                             .kinds = arena_array(task->arena, KINDS_MAX, sizeof(struct kind_sum))};
    }
}

/* -1 = it is not closed. */
static int find_day(struct looking *looking, int64_t number)
{
    int low = 0, high = looking->count - 1;
    if (looking->near < looking->count && looking->sums[looking->near].number == number)
        return looking->near;
    while (low <= high) {
        int middle = (low + high) / 2;
        if (looking->sums[middle].number == number)
            return looking->near = middle;
        if (looking->sums[middle].number < number)
            low = middle + 1;
        else
            high = middle - 1;
    }
    return -1;
}

/* ---- transfers ---- */

struct transfer_seen {
    struct stamp_field fields[TRANSFER_FIELDS];
    int64_t id, booked_us;       /* since 1970 */
    int day;                     /* whose line it is; -1 = of none that is added up */
    struct ledger_digest digest; /* what its line ends in */
};

static bool is_kind(const struct transfer_seen *transfer, const char *kind)
{
    size_t length = strlen(kind);
    return transfer->fields[TRANSFER_KIND].length == length &&
           memcmp(transfer->fields[TRANSFER_KIND].bytes, kind, length) == 0;
}

/* Whose line a transfer is, and what it must end in. */
static void place_transfer(struct looking *looking, struct transfer_seen *transfer)
{
    transfer->day = -1;
    if (transfer->id < looking->chain_from_id)
        return;
    int64_t number = day_number(transfer->booked_us);
    int day = find_day(looking, number);
    if (day >= looking->first)
        transfer->day = day;
    else if (day < 0 && looking->count > 0 && number < looking->sums[looking->count - 1].number &&
             number < looking->orphan)
        looking->orphan = number;
    if (transfer->day < 0 || looking->sums[transfer->day].format == 1)
        return;
    bool reverses = is_kind(transfer, "reverse");
    if (!reverses && !is_kind(transfer, "accrue") && !is_kind(transfer, "withhold"))
        return;
    transfer->digest =
        (struct ledger_digest){.is_wanted = true,
                               .order_id = stamp_field_i64(&transfer->fields[TRANSFER_ORDER_ID]),
                               .county = (const char *)transfer->fields[TRANSFER_COUNTY].bytes,
                               .county_length = transfer->fields[TRANSFER_COUNTY].length,
                               .reversed_us = reverses ? transfer->booked_us : 0,
                               .below_id = transfer->id};
}

static void read_transfer(struct looking *looking, const struct db_rows *rows, int row,
                          struct transfer_seen *transfer)
{
    struct stamp_row content;
    stamp_row_read(&content, "transfer", rows, row, AUDIT_TRANSFER_PAGE_ID,
                   AUDIT_TRANSFER_PAGE_STAMP - AUDIT_TRANSFER_PAGE_ID);
    assert(content.count == TRANSFER_FIELDS);
    transfer->id = db_i64(rows, row, AUDIT_TRANSFER_PAGE_ID);
    memcpy(transfer->fields, content.fields, sizeof(transfer->fields));
    transfer->booked_us = stamp_field_i64(&transfer->fields[TRANSFER_BOOKED_AT]) + EPOCH_US;
    if (looking->found->transfers != NULL)
        audit_look_at_stamp("transfer", transfer->id, &content, rows, row,
                            AUDIT_TRANSFER_PAGE_STAMP, looking->found->transfers);
    entry_sum_transfer(&looking->found->sum, transfer->fields);
    if (looking->found->accounts != NULL)
        account_sum_transfer(looking->found->accounts, transfer->fields);
    place_transfer(looking, transfer);
}

/* Entries of an order mature with it. */
static void look_at_maturity(struct looking *looking, const struct transfer_seen *transfer)
{
    const struct ledger_day_found *found = looking->found;
    int64_t order_id = stamp_field_i64(&transfer->fields[TRANSFER_ORDER_ID]);
    if (found->late == NULL || !is_kind(transfer, "mature") || order_id < found->sum.since ||
        entry_walk_matured(looking->entries, order_id, &transfer->fields[TRANSFER_COUNTY],
                           transfer->booked_us))
        return;
    if (found->late->count < LEDGER_LATE_MAX)
        found->late->ids[found->late->count++] = transfer->id;
    else
        found->late->has_more = true;
}

/* ---- lines ---- */

/* Two digits at a time: a line has five numbers, most of nineteen digits, and there are millions of
 * lines. */
static size_t put_i64(char *at, int64_t value)
{
    char digits[24];
    size_t first = sizeof(digits), used = 0;
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    for (; rest >= 10; rest /= 100) {
        unsigned pair = (unsigned)(rest % 100);
        digits[--first] = (char)('0' + pair % 10);
        digits[--first] = (char)('0' + pair / 10);
    }
    if (rest > 0 || first == sizeof(digits))
        digits[--first] = (char)('0' + rest);
    if (value < 0)
        at[used++] = '-';
    memcpy(at + used, digits + first, sizeof(digits) - first);
    return used + sizeof(digits) - first;
}

static size_t put_field(char *at, const struct stamp_field *field, bool is_text, char ending)
{
    size_t used = is_text ? field->length : put_i64(at, stamp_field_i64(field));
    if (is_text)
        memcpy(at, field->bytes, used);
    at[used++] = ending;
    return used;
}

/* False when there is something in it that is too long for any line. */
static bool put_line(const struct transfer_seen *transfer, char line[LINE_MAX], size_t *used)
{
    const struct stamp_field *fields = transfer->fields;
    size_t n = 0;
    if (fields[TRANSFER_COUNTY].length + fields[TRANSFER_DEBIT_KIND].length +
            fields[TRANSFER_CREDIT_KIND].length + fields[TRANSFER_KIND].length >
        LINE_MAX / 4)
        return false;
    n += put_field(line + n, &fields[TRANSFER_ID], false, '|');
    n += put_field(line + n, &fields[TRANSFER_COUNTY], true, '|');
    n += put_field(line + n, &fields[TRANSFER_DEBIT_KIND], true, ':');
    n += put_field(line + n, &fields[TRANSFER_DEBIT_OWNER], false, '|');
    n += put_field(line + n, &fields[TRANSFER_CREDIT_KIND], true, ':');
    n += put_field(line + n, &fields[TRANSFER_CREDIT_OWNER], false, '|');
    n += put_field(line + n, &fields[TRANSFER_AMOUNT], false, '|');
    n += put_field(line + n, &fields[TRANSFER_KIND], true, '|');
    n += put_field(line + n, &fields[TRANSFER_ORDER_ID], false, '|');
    n += put_field(line + n, &fields[TRANSFER_CAUSE_ID], false, '|');
    n += put_i64(line + n, transfer->booked_us);
    if (transfer->digest.is_wanted) {
        line[n++] = '|';
        crypto_hex(transfer->digest.bytes, sizeof(transfer->digest.bytes), line + n);
        n += 2 * sizeof(transfer->digest.bytes);
    }
    line[n++] = '\n';
    *used = n;
    return true;
}

/* The place of a kind of accounts; -1 = there are too many of them. */
static int find_kind(struct looking *looking, const char *kind, size_t length)
{
    for (int i = 0; i < looking->kind_count; i++)
        if (strncmp(looking->kinds[i], kind, length) == 0 && looking->kinds[i][length] == '\0')
            return i;
    if (looking->kind_count == KINDS_MAX || length > KIND_LENGTH)
        return -1;
    memcpy(looking->kinds[looking->kind_count], kind, length);
    looking->kinds[looking->kind_count][length] = '\0';
    return looking->kind_count++;
}

static struct kind_sum *kind_sum(struct looking *looking, const struct day_sum *day,
                                 const char *kind, size_t length)
{
    static struct kind_sum none;
    int place = find_kind(looking, kind, length);
    looking->found->sums_differ = looking->found->sums_differ || place < 0;
    return place >= 0 ? &day->kinds[place] : &none;
}

static void add_sides(struct looking *looking, const struct day_sum *day,
                      const struct stamp_field *fields)
{
    const struct stamp_field *debit = &fields[TRANSFER_DEBIT_KIND],
                             *credit = &fields[TRANSFER_CREDIT_KIND];
    int64_t fen = stamp_field_i64(&fields[TRANSFER_AMOUNT]);
    kind_sum(looking, day, (const char *)debit->bytes, debit->length)->debit_fen += fen;
    kind_sum(looking, day, (const char *)credit->bytes, credit->length)->credit_fen += fen;
}

/* A line that was never written as one gives another root than the one that was kept. */
static void add_line(struct looking *looking, const struct transfer_seen *transfer)
{
    char line[LINE_MAX];
    size_t length = 0;
    if (transfer->day < 0)
        return;
    struct day_sum *sum = &looking->sums[transfer->day];
    sum->transfers++;
    sum->amount_fen += stamp_field_i64(&transfer->fields[TRANSFER_AMOUNT]);
    add_sides(looking, sum, transfer->fields);
    if (put_line(transfer, line, &length))
        crypto_hash_add(sum->hash, line, length);
}

static bool look_at_page(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                         struct refusal *why)
{
    struct looking *looking = walk->argument;
    int n = db_count(rows);
    struct transfer_seen *transfers = arena_array(task->arena, (size_t)n + 1, sizeof(*transfers));
    struct ledger_digest **wanted = arena_array(task->arena, (size_t)n + 1, sizeof(*wanted));
    int count = 0;
    for (int i = 0; i < n; i++) {
        read_transfer(looking, rows, i, &transfers[i]);
        if (transfers[i].digest.is_wanted)
            wanted[count++] = &transfers[i].digest;
    }
    if (!entry_walk_digests(task, looking->entries, wanted, count, why))
        return false;
    const struct ledger_watch *watch = looking->found->watch;
    for (int i = 0; i < n; i++) {
        add_line(looking, &transfers[i]);
        look_at_maturity(looking, &transfers[i]);
        if (watch != NULL)
            watch->tell(watch->argument, transfers[i].fields);
    }
    return watch == NULL || watch->page(task, looking->tx, watch->argument, why);
}

static bool look_at_transfers(struct task *task, struct looking *looking, int64_t after,
                              struct refusal *why)
{
    struct row_walk walk = {.sql = &SQL_audit_transfer_page,
                            .tx = looking->tx,
                            .rows = TRANSFERS_A_PAGE,
                            .keys = {{.column = AUDIT_TRANSFER_PAGE_ID, .number = after}},
                            .take = look_at_page,
                            .argument = looking};
    return row_walk(task, &walk, why);
}

/* ---- the chain ---- */

static const void *kept(const struct db_rows *rows, int row, int column)
{
    size_t length;
    return db_bytes(rows, row, column, &length);
}

/* Whether a day is as it was kept; day->chain gets its chain value. One that is not added up anew
 * keeps its root: that it is chained is looked at all the same. */
static bool is_as_kept(const struct looking *looking, int i, const uint8_t previous[32],
                       struct ledger_day *day)
{
    const struct db_rows *rows = looking->days;
    snprintf(day->day, sizeof(day->day), "%s", db_text(rows, i, LEDGER_DAY_LIST_DAY));
    day->transfers = db_i64(rows, i, LEDGER_DAY_LIST_TRANSFERS);
    memcpy(day->root, kept(rows, i, LEDGER_DAY_LIST_ROOT), 32);
    uint8_t root[32];
    crypto_hash_end(looking->sums[i].hash, root);
    bool same = i < looking->first ||
                (looking->sums[i].transfers == day->transfers &&
                 looking->sums[i].amount_fen == db_i64(rows, i, LEDGER_DAY_LIST_AMOUNT_FEN) &&
                 memcmp(root, day->root, 32) == 0);
    day_chain_value(previous, day->day, day->transfers, day->root, day->chain);
    return same && memcmp(previous, kept(rows, i, LEDGER_DAY_LIST_PREVIOUS), 32) == 0 &&
           memcmp(day->chain, kept(rows, i, LEDGER_DAY_LIST_CHAIN), 32) == 0;
}

/* The newest day cannot be taken away unseen. */
static bool check_end(struct task *task, const struct ledger_day *last, char bad[11],
                      struct refusal *why)
{
    json_t *violations = json_array();
    bool asked =
        day_chain_check_end(task, LEDGER_DAY_CHAIN, last->day, last->chain, violations, why);
    if (asked && json_array_size(violations) > 0)
        snprintf(bad, 11, "%s", last->day[0] != '\0' ? last->day : "no day");
    json_decref(violations);
    return asked;
}

static bool look_at_chain(struct task *task, struct looking *looking, char bad[11],
                          struct refusal *why)
{
    struct ledger_day day = {.day = ""};
    uint8_t previous[32] = {0};
    for (int i = 0; i < looking->count; i++) {
        if (!is_as_kept(looking, i, previous, &day) && bad[0] == '\0')
            snprintf(bad, 11, "%s", day.day);
        memcpy(previous, day.chain, 32);
    }
    if (bad[0] == '\0' && !check_end(task, &day, bad, why))
        return false;
    if (bad[0] == '\0' && looking->orphan != INT64_MAX)
        clock_beijing_day(looking->orphan * DAY_US - BEIJING_US, bad);
    return true;
}

/* ---- what else the sums are of ---- */

static void add_reversal(struct entry_sum *sum, const struct db_rows *rows, int row)
{
    size_t length;
    const char *county = db_text(rows, row, AUDIT_REVERSAL_PAGE_COUNTY_CODE);
    const void *amounts = db_bytes(rows, row, AUDIT_REVERSAL_PAGE_AMOUNTS, &length);
    entry_sum_reversed(
        sum, &(struct entry_share){.order_id = db_i64(rows, row, AUDIT_REVERSAL_PAGE_ORDER_ID),
                                   .at_us = db_i64(rows, row, AUDIT_REVERSAL_PAGE_REVERSED_US),
                                   .fen = entry_sum_array(amounts, length),
                                   .county = county,
                                   .county_length = strlen(county)});
}

static bool add_reversals(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                          struct refusal *why)
{
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++)
        add_reversal(walk->argument, rows, i);
    return true;
}

/* A reversal is younger than its order. */
static bool look_at_reversals(struct task *task, struct looking *looking, struct refusal *why)
{
    struct entry_sum *sum = &looking->found->sum;
    int64_t after = sum->since > 0 ? sum->since - 1 : 0;
    struct row_walk walk = {.sql = &SQL_audit_reversal_page,
                            .tx = looking->tx,
                            .rows = TRANSFERS_A_PAGE,
                            .keys = {{.column = AUDIT_REVERSAL_PAGE_ID, .number = after}},
                            .take = add_reversals,
                            .argument = sum};
    return row_walk(task, &walk, why);
}

/* What is withheld of an order without entries was not added. */
static bool count_withheld(struct looking *looking, struct refusal *why)
{
    struct entry_sum *sum = &looking->found->sum;
    struct db_rows *rows;
    if (!db_tx_query(looking->tx, &SQL_audit_withheld_count, DB_ARGS(DB_I64(sum->since)), &rows,
                     why))
        return false;
    if (db_i64(rows, 0, AUDIT_WITHHELD_COUNT_SHARES) != sum->withheld)
        sum->is_doubtful = true;
    return true;
}

/* ---- what days kept ---- */

/* Days that are not added up anew are not compared. */
static bool compare_sums(struct looking *looking, struct refusal *why)
{
    struct ledger_day_found *found = looking->found;
    struct db_rows *rows;
    if (looking->chain_from_id > 0)
        found->sums_differ = true;
    if (found->sums_differ)
        return true;
    if (!db_tx_query(looking->tx, &SQL_audit_day_sum_page, DB_NO_ARGS, &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        const char *kind = db_text(rows, i, AUDIT_DAY_SUM_PAGE_KIND);
        int64_t debit_fen = db_i64(rows, i, AUDIT_DAY_SUM_PAGE_DEBIT_FEN),
                credit_fen = db_i64(rows, i, AUDIT_DAY_SUM_PAGE_CREDIT_FEN);
        int day =
            find_day(looking, day_number(midnight_us(db_text(rows, i, AUDIT_DAY_SUM_PAGE_DAY))));
        if (day < 0 || (debit_fen | credit_fen) == 0) {
            found->sums_differ = true;
            return true;
        }
        struct kind_sum *sum = kind_sum(looking, &looking->sums[day], kind, strlen(kind));
        sum->debit_fen -= debit_fen;
        sum->credit_fen -= credit_fen;
    }
    for (int i = 0; i < looking->count; i++)
        for (int k = 0; k < looking->kind_count; k++)
            if ((looking->sums[i].kinds[k].debit_fen | looking->sums[i].kinds[k].credit_fen) != 0)
                found->sums_differ = true;
    return true;
}

/* ---- the reading ---- */

struct reading {
    struct looking *looking;
    int64_t after;
};

static void end_sums(struct looking *looking)
{
    for (int i = 0; i < looking->count; i++) {
        uint8_t root[32];
        crypto_hash_end(looking->sums[i].hash, root);
    }
    looking->count = 0;
}

/* A transaction may begin anew. */
static void look_anew(struct looking *looking)
{
    struct ledger_day_found *found = looking->found;
    end_sums(looking);
    looking->first = 0;
    looking->near = 0;
    looking->kind_count = 0;
    found->sums_differ = false;
    found->sum = (struct entry_sum){.since = found->sum.since};
    if (found->late != NULL) {
        found->late->count = 0;
        found->late->has_more = false;
    }
    if (found->accounts != NULL)
        account_sum_clear(found->accounts);
    json_array_clear(found->transfers);
    json_array_clear(found->entries);
}

static bool read_all(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct reading *reading = argument;
    struct looking *looking = reading->looking;
    struct ledger_day_found *found = looking->found;
    struct db_rows *days;
    db_tx_steady(tx);
    look_anew(looking);
    looking->tx = tx;
    if (!db_tx_query(tx, &SQL_ledger_day_list, DB_NO_ARGS, &days, why))
        return false;
    looking->days = days;
    begin_looking(task, looking);
    looking->entries = entry_walk_begin(tx, reading->after, found->entries, &found->sum);
    const struct ledger_watch *watch = found->watch;
    bool asked = (watch == NULL || watch->begin(task, tx, watch->argument, why)) &&
                 look_at_transfers(task, looking, reading->after, why) &&
                 entry_walk_rest(task, looking->entries, why) &&
                 look_at_reversals(task, looking, why) && count_withheld(looking, why) &&
                 compare_sums(looking, why) &&
                 (watch == NULL || watch->end(task, tx, watch->argument, why));
    entry_walk_end(looking->entries);
    return asked;
}

bool ledger_day_audit(struct task *task, int64_t from_id, int64_t chain_from_id,
                      struct ledger_day_found *found, struct refusal *why)
{
    struct looking looking = {.found = found, .chain_from_id = chain_from_id};
    struct reading reading = {&looking, from_id > 0 ? from_id - 1 : 0};
    found->bad[0] = '\0';
    if (!db_transact(task, DB_AUDIT, read_all, &reading, why)) {
        end_sums(&looking);
        return false;
    }
    found->days = looking.count;
    return look_at_chain(task, &looking, found->bad, why);
}
