#include "ledger/county_sum.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/audit.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/map.h"
#include "base/row_walk.h"
#include "gen/ledger/sql.h"

/* A month has some hundred bytes of bits. More cells with nothing in them are not kept. */
enum { CELLS_A_PAGE = 2000, EMPTY_MAX = 1 << 20 };

/* What a cell is the sum of. */
enum { ACCRUED, MATURED, WITHHELD, BORNE, NUMBERS, HOUSEHOLDS = NUMBERS, MARKS };

struct county_sum {
    uint64_t marks[MARKS]; /* by chance, of each number */
    uint64_t sum;          /* of households' months less of counties' */
    struct map empty;      /* cells that a household has a month of with nothing in it */
    bool is_doubtful;
    struct map_text county, village, place_county, place_village; /* where the last rows were */
};

struct county_sum *county_sum_new(void)
{
    struct county_sum *sum = calloc(1, sizeof(*sum));
    if (sum == NULL)
        abort();
    return sum;
}

void county_sum_begin(struct county_sum *sum)
{
    map_release(&sum->empty);
    *sum = (struct county_sum){.is_doubtful = false};
    crypto_random(sum->marks, sizeof(sum->marks));
}

void county_sum_free(struct county_sum *sum)
{
    map_release(&sum->empty);
    free(sum);
}

/* ---- cells ---- */

static uint64_t text_hash(const char *text)
{
    return map_hash(text, strlen(text));
}

/* Of a producer (village "") or of a village (producer 0). */
static uint64_t cell_of(uint64_t county, int month, int64_t producer_id, uint64_t village)
{
    const uint64_t key[] = {county, (uint64_t)month, (uint64_t)producer_id, village};
    return map_hash(key, sizeof(key)) | 1;
}

/* What a household counts for in a cell. */
static uint64_t bit_of(const struct county_sum *sum, uint64_t cell, int64_t place)
{
    const uint64_t key[] = {cell, (uint64_t)place};
    return map_hash(key, sizeof(key)) * sum->marks[HOUSEHOLDS];
}

static uint64_t marked(const struct county_sum *sum, const int64_t numbers[NUMBERS])
{
    uint64_t all = 0;
    for (int i = 0; i < NUMBERS; i++)
        all += sum->marks[i] * (uint64_t)numbers[i];
    return all;
}

static bool is_nothing(const int64_t numbers[NUMBERS])
{
    return (numbers[ACCRUED] | numbers[MATURED] | numbers[WITHHELD] | numbers[BORNE]) == 0;
}

/* ---- households ---- */

/* A cell that a household is in, and where it stands there. */
struct inside {
    uint64_t cell, county, village;
};

/* Rows of a page: months from `first` to before `end` are one household's, and so are places. */
struct page {
    const struct db_rows *months, *places;
    int first, end, first_place, end_place;
    struct inside *inside;
    int count;
};

static int compare(const void *a, const void *b)
{
    const struct inside *left = a, *right = b;
    return (left->cell > right->cell) - (left->cell < right->cell);
}

static void add_row(struct county_sum *sum, struct page *page, int row, uint64_t nowhere)
{
    const struct db_rows *months = page->months;
    int month = clock_month(db_text(months, row, AUDIT_MONTH_PAGE_MONTH));
    int64_t producer_id = db_i64(months, row, AUDIT_MONTH_PAGE_PRODUCER_ID);
    uint64_t county =
                 map_text_hash(&sum->county, db_text(months, row, AUDIT_MONTH_PAGE_COUNTY_CODE)),
             village =
                 map_text_hash(&sum->village, db_text(months, row, AUDIT_MONTH_PAGE_VILLAGE_CODE));
    const int64_t numbers[NUMBERS] = {[ACCRUED] = db_i64(months, row, AUDIT_MONTH_PAGE_ACCRUED_FEN),
                                      [MATURED] = db_i64(months, row, AUDIT_MONTH_PAGE_MATURED_FEN),
                                      [WITHHELD] =
                                          db_i64(months, row, AUDIT_MONTH_PAGE_WITHHELD_FEN),
                                      [BORNE] = db_i64(months, row, AUDIT_MONTH_PAGE_BORNE_FEN)};
    const struct inside both[] = {
        {cell_of(county, month, producer_id, nowhere), county, nowhere},
        {cell_of(county, month, 0, village), county, village},
    };
    if (month < 0 || village == nowhere)
        sum->is_doubtful = true;
    for (int i = 0; i < 2; i++) {
        sum->sum += both[i].cell * marked(sum, numbers);
        if (numbers[ACCRUED] + numbers[MATURED] > 0)
            page->inside[page->count++] = both[i];
        if (is_nothing(numbers) && sum->empty.count < EMPTY_MAX)
            map_add_i64(&sum->empty, (int64_t)both[i].cell, NULL);
        else if (is_nothing(numbers))
            sum->is_doubtful = true;
    }
}

/* Where the household stands in a county, or in a village of it; -1 = nowhere. */
static int64_t find_place(struct county_sum *sum, const struct page *page,
                          const struct inside *inside)
{
    for (int i = page->first_place; i < page->end_place; i++)
        if (map_text_hash(&sum->place_village,
                          db_text(page->places, i, AUDIT_PLACE_PAGE_VILLAGE_CODE)) ==
                inside->village &&
            map_text_hash(&sum->place_county,
                          db_text(page->places, i, AUDIT_PLACE_PAGE_COUNTY_CODE)) == inside->county)
            return db_i64(page->places, i, AUDIT_PLACE_PAGE_PLACE);
    return -1;
}

/* Once in each cell. */
static void add_household(struct county_sum *sum, struct page *page)
{
    int64_t place = -1;
    const struct inside *placed = NULL;
    qsort(page->inside, (size_t)page->count, sizeof(*page->inside), compare);
    for (int i = 0; i < page->count; i++) {
        const struct inside *inside = &page->inside[i];
        if (i > 0 && inside->cell == inside[-1].cell)
            continue;
        if (placed == NULL || placed->county != inside->county ||
            placed->village != inside->village)
            place = find_place(sum, page, inside);
        placed = inside;
        if (place < 0)
            sum->is_doubtful = true;
        sum->sum += bit_of(sum, inside->cell, place);
    }
}

static void find_rows(struct page *page)
{
    int n = db_count(page->months), places = db_count(page->places), end = page->end;
    int64_t household_id = db_i64(page->months, end, AUDIT_MONTH_PAGE_HOUSEHOLD_ID);
    page->first = end;
    while (end < n && db_i64(page->months, end, AUDIT_MONTH_PAGE_HOUSEHOLD_ID) == household_id)
        end++;
    page->end = end;
    int at = page->end_place;
    while (at < places && db_i64(page->places, at, AUDIT_PLACE_PAGE_HOUSEHOLD_ID) < household_id)
        at++;
    page->first_place = at;
    while (at < places && db_i64(page->places, at, AUDIT_PLACE_PAGE_HOUSEHOLD_ID) == household_id)
        at++;
    page->end_place = at;
}

bool county_sum_page(struct task *task, struct county_sum *sum, struct db_tx *tx,
                     const struct db_rows *months, struct refusal *why)
{
    int n = db_count(months);
    struct db_rows *places;
    if (n == 0)
        return true;
    int64_t first = db_i64(months, 0, AUDIT_MONTH_PAGE_HOUSEHOLD_ID),
            last = db_i64(months, n - 1, AUDIT_MONTH_PAGE_HOUSEHOLD_ID);
    uint64_t nowhere = text_hash("");
    if (!db_tx_query(tx, &SQL_audit_place_page, DB_ARGS(DB_I64(first), DB_I64(last)), &places, why))
        return false;
    struct page page = {.months = months, .places = places};
    page.inside = arena_array(task->arena, (size_t)n * 2, sizeof(*page.inside));
    while (page.end < n) {
        find_rows(&page);
        page.count = 0;
        for (int row = page.first; row < page.end; row++)
            add_row(sum, &page, row, nowhere);
        add_household(sum, &page);
    }
    return true;
}

/* ---- counties ---- */

static void take_bits(struct county_sum *sum, uint64_t cell, const uint8_t *bits, size_t length)
{
    for (size_t i = 0; i < length; i++)
        for (int k = 0; bits[i] >> k != 0; k++)
            if ((bits[i] >> k & 1) != 0)
                sum->sum -= bit_of(sum, cell, (int64_t)i * 8 + k);
}

static void take_cell(struct county_sum *sum, const struct db_rows *rows, int row)
{
    size_t length;
    int month = clock_month(db_text(rows, row, AUDIT_COUNTY_MONTH_PAGE_MONTH));
    uint64_t cell = cell_of(text_hash(db_text(rows, row, AUDIT_COUNTY_MONTH_PAGE_COUNTY_CODE)),
                            month, db_i64(rows, row, AUDIT_COUNTY_MONTH_PAGE_PRODUCER_ID),
                            text_hash(db_text(rows, row, AUDIT_COUNTY_MONTH_PAGE_VILLAGE_CODE)));
    const uint8_t *bits = db_bytes(rows, row, AUDIT_COUNTY_MONTH_PAGE_HOUSEHOLDS, &length);
    const int64_t numbers[NUMBERS] = {
        [ACCRUED] = db_i64(rows, row, AUDIT_COUNTY_MONTH_PAGE_ACCRUED_FEN),
        [MATURED] = db_i64(rows, row, AUDIT_COUNTY_MONTH_PAGE_MATURED_FEN),
        [WITHHELD] = db_i64(rows, row, AUDIT_COUNTY_MONTH_PAGE_WITHHELD_FEN),
        [BORNE] = db_i64(rows, row, AUDIT_COUNTY_MONTH_PAGE_BORNE_FEN)};
    bool was_empty = map_remove_i64(&sum->empty, (int64_t)cell);
    if (month < 0 || (is_nothing(numbers) && !was_empty))
        sum->is_doubtful = true;
    sum->sum -= cell * marked(sum, numbers);
    take_bits(sum, cell, bits, length);
}

static bool take_cells(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                       struct refusal *why)
{
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++)
        take_cell(walk->argument, rows, i);
    return true;
}

bool county_sum_end(struct task *task, struct county_sum *sum, struct db_tx *tx,
                    struct refusal *why)
{
    struct row_walk walk = {
        .sql = &SQL_audit_county_month_page,
        .tx = tx,
        .rows = CELLS_A_PAGE,
        .keys = {{.column = AUDIT_COUNTY_MONTH_PAGE_COUNTY_CODE, .is_text = true},
                 {.column = AUDIT_COUNTY_MONTH_PAGE_MONTH, .is_text = true},
                 {.column = AUDIT_COUNTY_MONTH_PAGE_PRODUCER_ID, .number = INT64_MIN},
                 {.column = AUDIT_COUNTY_MONTH_PAGE_VILLAGE_CODE, .is_text = true}},
        .take = take_cells,
        .argument = sum};
    if (!row_walk(task, &walk, why))
        return false;
    if (sum->empty.count > 0) /* a cell that nothing is kept of */
        sum->is_doubtful = true;
    return true;
}

bool county_sum_ask(struct task *task, const struct county_sum *sum, bool is_told,
                    json_t *violations, struct refusal *why)
{
    return (is_told && !sum->is_doubtful && sum->sum == 0) ||
           audit_ask(task, &SQL_audit_county_month, DB_NO_ARGS, violations, why);
}
