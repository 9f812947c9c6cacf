#include "orders/audit_box.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/audit.h"
#include "base/map.h"
#include "base/row_walk.h"
#include "base/stamp.h"
#include "gen/orders/sql.h"

/* Of boxes whose lines did not come yet, as many are kept. */
enum { ROWS_A_PAGE = 10000, BOXES_KEPT = 1 << 17, COUNTY_MAX = 15 };

/* What a number is weighed as. */
enum { OF_PACKED, OF_RESERVED };

struct boxes {
    int64_t line_id, lot_id, sku_id, parcel_id, quantity; /* the last two of what is packed */
    bool is_packed;
    char county[COUNTY_MAX + 1];
};

struct audit_box {
    json_t *stamps;
    uint64_t packed;   /* less what was taken of the reservations */
    uint64_t reserved; /* less what lines have */
    bool is_doubtful;  /* some have no line or are not of its order, or it is not known */
    struct row_walk items, reservations;
    struct boxes *kept;
    size_t count;
};

/* Lines and parcels of the orders that are looked at, by their ids. */
struct found {
    const struct db_rows *line_rows, *parcel_rows;
    struct map lines, parcels;
    int64_t last_line_id;
};

struct audit_box *audit_box_new(json_t *stamps)
{
    struct audit_box *box = calloc(1, sizeof(*box));
    if (box == NULL || (box->kept = malloc(BOXES_KEPT * sizeof(*box->kept))) == NULL)
        abort();
    box->stamps = stamps;
    return box;
}

void audit_box_free(struct audit_box *box)
{
    free(box->kept);
    free(box);
}

/* ---- stamps ---- */

static void look_at_parcel_stamp(const struct audit_box *box, const struct db_rows *rows, int row)
{
    struct stamp_row content;
    stamp_row_read(&content, "parcel", rows, row, 0, AUDIT_ORDER_PARCEL_PAGE_STAMP);
    audit_look_at_stamp("parcel", db_i64(rows, row, AUDIT_ORDER_PARCEL_PAGE_ID), &content, rows,
                        row, AUDIT_ORDER_PARCEL_PAGE_STAMP, box->stamps);
}

static void look_at_item_stamp(const struct audit_box *box, const struct db_rows *rows, int row)
{
    struct stamp_row content;
    size_t length;
    char subject[64];
    stamp_row_read(&content, "parcel_item", rows, row, 0, AUDIT_BOX_ITEM_PAGE_STAMP);
    const void *stamp = db_bytes(rows, row, AUDIT_BOX_ITEM_PAGE_STAMP, &length);
    if (audit_is_full(box->stamps) || stamp_fits(content.content, content.length, stamp, length))
        return;
    snprintf(subject, sizeof(subject), "parcel:%lld line %lld",
             (long long)db_i64(rows, row, AUDIT_BOX_ITEM_PAGE_PARCEL_ID),
             (long long)db_i64(rows, row, AUDIT_BOX_ITEM_PAGE_LINE_ID));
    audit_violation(box->stamps, subject, "does not fit its stamp");
}

/* ---- what is packed and reserved ---- */

static uint64_t weight(int64_t of, int64_t line_id, int64_t lot_id, const char *county)
{
    struct {
        int64_t of, line_id, lot_id;
        char county[COUNTY_MAX + 1];
    } key = {of, line_id, lot_id, ""};
    memcpy(key.county, county, strlen(county));
    return map_hash(&key, sizeof(key));
}

/* Where the next boxes are kept until their line comes; NULL = they cannot be. */
static struct boxes *keep(struct audit_box *box, const char *county)
{
    if (strlen(county) > COUNTY_MAX || box->count == BOXES_KEPT) {
        box->is_doubtful = true;
        return NULL;
    }
    struct boxes *boxes = &box->kept[box->count++];
    memset(boxes, 0, sizeof(*boxes));
    memcpy(boxes->county, county, strlen(county));
    return boxes;
}

static bool take_items(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                       struct refusal *why)
{
    struct audit_box *box = walk->argument;
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++) {
        struct boxes *boxes = keep(box, db_text(rows, i, AUDIT_BOX_ITEM_PAGE_COUNTY_CODE));
        look_at_item_stamp(box, rows, i);
        if (boxes == NULL)
            continue;
        boxes->line_id = db_i64(rows, i, AUDIT_BOX_ITEM_PAGE_LINE_ID);
        boxes->lot_id = db_i64(rows, i, AUDIT_BOX_ITEM_PAGE_LOT_ID);
        boxes->sku_id = db_i64(rows, i, AUDIT_BOX_ITEM_PAGE_SKU_ID);
        boxes->parcel_id = db_i64(rows, i, AUDIT_BOX_ITEM_PAGE_PARCEL_ID);
        boxes->quantity = db_i64(rows, i, AUDIT_BOX_ITEM_PAGE_QUANTITY);
        boxes->is_packed = true;
    }
    return true;
}

static bool take_reservations(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                              struct refusal *why)
{
    struct audit_box *box = walk->argument;
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++) {
        struct boxes *boxes = keep(box, db_text(rows, i, AUDIT_BOX_RESERVATION_PAGE_COUNTY_CODE));
        if (boxes == NULL)
            continue;
        boxes->line_id = db_i64(rows, i, AUDIT_BOX_RESERVATION_PAGE_LINE_ID);
        boxes->lot_id = db_i64(rows, i, AUDIT_BOX_RESERVATION_PAGE_LOT_ID);
        boxes->sku_id = db_i64(rows, i, AUDIT_BOX_RESERVATION_PAGE_SKU_ID);
        box->packed -= weight(OF_PACKED, boxes->line_id, boxes->lot_id, boxes->county) *
                       (uint64_t)db_i64(rows, i, AUDIT_BOX_RESERVATION_PAGE_SOLD);
        box->reserved += weight(OF_RESERVED, boxes->line_id, 0, boxes->county) *
                         (uint64_t)db_i64(rows, i, AUDIT_BOX_RESERVATION_PAGE_QUANTITY);
    }
    return true;
}

void audit_box_begin(struct audit_box *box, struct db_tx *tx)
{
    const struct row_walk walk = {
        .tx = tx, .rows = ROWS_A_PAGE, .keys = {{.number = INT64_MIN}}, .argument = box};
    box->packed = box->reserved = 0;
    box->is_doubtful = false;
    box->count = 0;
    box->items = box->reservations = walk;
    box->items.sql = &SQL_audit_box_item_page;
    box->items.keys[0].column = AUDIT_BOX_ITEM_PAGE_LINE_ID;
    box->items.take = take_items;
    box->reservations.sql = &SQL_audit_box_reservation_page;
    box->reservations.keys[0].column = AUDIT_BOX_RESERVATION_PAGE_LINE_ID;
    box->reservations.take = take_reservations;
}

/* ---- orders ---- */

static void find_lines(struct task *task, struct audit_box *box, struct found *found)
{
    const struct db_rows *rows = found->line_rows;
    map_init(&found->lines, task->arena);
    map_reserve(&found->lines, (size_t)db_count(rows));
    for (int i = 0; i < db_count(rows); i++) {
        int64_t id = db_i64(rows, i, AUDIT_ORDER_LINE_PAGE_ID);
        const char *county = db_text(rows, i, AUDIT_ORDER_LINE_PAGE_COUNTY_CODE);
        map_add_i64(&found->lines, id, NULL)->number = i;
        found->last_line_id = id > found->last_line_id ? id : found->last_line_id;
        if (strlen(county) > COUNTY_MAX)
            box->is_doubtful = true;
        else
            box->reserved -= weight(OF_RESERVED, id, 0, county) *
                             (uint64_t)db_i64(rows, i, AUDIT_ORDER_LINE_PAGE_QUANTITY);
    }
}

static void find_parcels(struct task *task, const struct audit_box *box, struct found *found)
{
    const struct db_rows *rows = found->parcel_rows;
    map_init(&found->parcels, task->arena);
    map_reserve(&found->parcels, (size_t)db_count(rows));
    for (int i = 0; i < db_count(rows); i++) {
        look_at_parcel_stamp(box, rows, i);
        map_add_i64(&found->parcels, db_i64(rows, i, AUDIT_ORDER_PARCEL_PAGE_ID), NULL)->number = i;
    }
}

/* Whether what is packed lies in a parcel of its line's order. */
static bool is_in_order(const struct found *found, const struct boxes *boxes, int line, int parcel)
{
    return db_i64(found->parcel_rows, parcel, AUDIT_ORDER_PARCEL_PAGE_ORDER_ID) ==
               db_i64(found->line_rows, line, AUDIT_ORDER_LINE_PAGE_ORDER_ID) &&
           strcmp(db_text(found->parcel_rows, parcel, AUDIT_ORDER_PARCEL_PAGE_COUNTY_CODE),
                  boxes->county) == 0;
}

static void look_at_boxes(struct audit_box *box, const struct found *found,
                          const struct boxes *boxes, int line)
{
    if (db_i64(found->line_rows, line, AUDIT_ORDER_LINE_PAGE_SKU_ID) != boxes->sku_id ||
        strcmp(db_text(found->line_rows, line, AUDIT_ORDER_LINE_PAGE_COUNTY_CODE), boxes->county) !=
            0)
        box->is_doubtful = true;
    if (!boxes->is_packed)
        return;
    const struct map_slot *parcel = map_find_i64(&found->parcels, boxes->parcel_id);
    if (parcel == NULL || !is_in_order(found, boxes, line, (int)parcel->number))
        box->is_doubtful = true;
    else if (db_is_null(found->parcel_rows, (int)parcel->number,
                        AUDIT_ORDER_PARCEL_PAGE_IS_UNPACKED))
        box->packed += weight(OF_PACKED, boxes->line_id, boxes->lot_id, boxes->county) *
                       (uint64_t)boxes->quantity;
}

/* Those of lines to come are kept. */
static void look_at_kept(struct audit_box *box, const struct found *found)
{
    size_t left = 0;
    for (size_t i = 0; i < box->count; i++) {
        const struct boxes *boxes = &box->kept[i];
        const struct map_slot *line = boxes->line_id <= found->last_line_id
                                          ? map_find_i64(&found->lines, boxes->line_id)
                                          : NULL;
        if (line != NULL)
            look_at_boxes(box, found, boxes, (int)line->number);
        else
            box->kept[left++] = *boxes;
    }
    box->count = left;
}

static bool read_until(struct task *task, struct row_walk *walk, int64_t line_id,
                       struct refusal *why)
{
    while (!walk->is_over && walk->keys[0].number < line_id)
        if (!row_walk_step(task, walk, why))
            return false;
    return true;
}

bool audit_box_look(struct task *task, struct audit_box *box, const struct audit_page *page,
                    bool is_last, struct refusal *why)
{
    struct found found = {.line_rows = page->parts[AUDIT_LINES].rows,
                          .parcel_rows = page->parts[AUDIT_PARCELS].rows,
                          .last_line_id = INT64_MIN};
    find_lines(task, box, &found);
    find_parcels(task, box, &found);
    int64_t until = is_last ? INT64_MAX : found.last_line_id;
    if (!read_until(task, &box->items, until, why) ||
        !read_until(task, &box->reservations, until, why))
        return false;
    look_at_kept(box, &found);
    return true;
}

bool audit_box_has_lines(const struct audit_box *box)
{
    return !box->is_doubtful && box->count == 0;
}

bool audit_box_adds_up(const struct audit_box *box)
{
    return audit_box_has_lines(box) && box->packed == 0 && box->reserved == 0;
}
