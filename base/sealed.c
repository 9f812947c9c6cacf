#include "base/sealed.h"

#include <assert.h>
#include <string.h>

#include "base/audit.h"

enum { ROW, PART, FIRST_FIELD, COMPLAINTS_MAX = 100 };

/* ---- one value ---- */

static const char *hash_purpose(const struct sealed_field *field)
{
    return field->unplaced != NULL ? field->unplaced : field->field;
}

static const char *hashed_text(struct arena *arena, const struct sealed_field *field,
                               const char *plain)
{
    return field->form != NULL ? field->form(arena, plain) : plain;
}

void sealed_hash(struct arena *arena, const struct sealed_field *field, const char *plain,
                 uint8_t hash[32])
{
    crypto_lookup_hash(hash_purpose(field), hashed_text(arena, field, plain), hash);
}

/* Which key the hash is of: 0 = the newest, more = an older one, -1 = it is of something else. */
static int hash_age(struct arena *arena, const struct sealed_field *field, const char *plain,
                    const uint8_t *hash, size_t length)
{
    struct crypto_lookup hashes[CRYPTO_KEYS_MAX];
    int count = crypto_lookup_hashes(hash_purpose(field), hashed_text(arena, field, plain), hashes);
    if (hash == NULL)
        return field->form != NULL ? 1 : -1;
    for (int i = 0; i < count && length == sizeof(hashes[0].hash); i++)
        if (crypto_equal(hash, hashes[i].hash, length))
            return i;
    return -1;
}

static void judge_hash_alone(struct arena *arena, const struct sealed_field *field, int64_t row,
                             struct sealed_value *value)
{
    value->plain = value->length == 32 ? field->recall(arena, row, value->bytes) : NULL;
    int age = value->plain != NULL
                  ? hash_age(arena, field, value->plain, value->bytes, value->length)
                  : -1;
    value->state = age < 0 ? SEALED_SHUT : age == 0 ? SEALED_FINE : SEALED_OLD;
}

static void judge(struct arena *arena, const struct sealed_field *field,
                  const struct sealed_row *row, struct sealed_value *value)
{
    bool placed;
    struct crypto_place place = {
        .field = field->field, .row = row->row, .part = row->part, .unplaced = field->unplaced};
    if (value->bytes == NULL)
        return;
    if (field->recall != NULL) {
        judge_hash_alone(arena, field, row->row, value);
        return;
    }
    value->plain = crypto_open_at(arena, place, value->bytes, value->length);
    value->state = SEALED_SHUT;
    if (value->plain == NULL)
        return;
    bool newest = crypto_sealed_key(value->bytes, value->length, &placed) == crypto_newest_key();
    int age = 0;
    if (field->hash_column != NULL)
        age = hash_age(arena, field, value->plain, value->hash, value->hash_length);
    value->state = age < 0                        ? SEALED_MISLEADING
                   : newest && placed && age == 0 ? SEALED_FINE
                                                  : SEALED_OLD;
}

/* ---- rows ---- */

static void read_row(struct task *task, const struct sealed_table *table,
                     const struct db_rows *rows, int at, struct sealed_row *out)
{
    int column = FIRST_FIELD;
    out->row = db_i64(rows, at, ROW);
    out->part = db_i64(rows, at, PART);
    for (int f = 0; table->fields[f].column != NULL; f++) {
        struct sealed_value *value = &out->values[f];
        value->bytes = db_bytes(rows, at, column++, &value->length);
        if (table->fields[f].hash_column != NULL)
            value->hash = db_bytes(rows, at, column++, &value->hash_length);
        judge(task->arena, &table->fields[f], out, value);
    }
}

bool sealed_read(struct task *task, const struct sealed_table *table, int64_t row, int64_t part,
                 int limit, struct sealed_row **rows, int *count, struct refusal *why)
{
    struct db_rows *got;
    int most = table->chunk > 0 ? table->chunk : SEALED_ROWS;
    limit = limit > 0 && limit < most ? limit : most;
    const struct db_value args[] = {DB_I64(row), DB_I64(limit), DB_I64(part)};
    if (!db_query_class(task, DB_REPORT, table->read, args, table->parts ? 3 : 2, &got, why))
        return false;
    *count = db_count(got);
    *rows = arena_array(task->arena, (size_t)*count, sizeof(**rows));
    for (int i = 0; i < *count; i++)
        read_row(task, table, got, i, &(*rows)[i]);
    return true;
}

static void look_at(const struct sealed_table *table, const struct sealed_row *row,
                    void (*each)(const struct sealed_look *look, void *argument), void *argument)
{
    for (int f = 0; table->fields[f].column != NULL; f++) {
        const struct sealed_value *value = &row->values[f];
        if (value->state != SEALED_EMPTY)
            each(&(struct sealed_look){table, &table->fields[f], row, value}, argument);
    }
}

bool sealed_each(struct task *task, const struct sealed_table *table,
                 void (*each)(const struct sealed_look *look, void *argument), void *argument,
                 struct refusal *why)
{
    struct arena *outer = task->arena;
    int64_t row = 0, part = 0;
    int count = 1;
    bool ok = true;
    while (ok && count > 0) {
        struct sealed_row *rows;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        ok = sealed_read(task, table, row, part, 0, &rows, &count, why);
        for (int i = 0; ok && i < count; i++)
            look_at(table, &rows[i], each, argument);
        if (ok && count > 0) {
            row = rows[count - 1].row;
            part = rows[count - 1].part;
        }
        arena_free(task->arena);
        task->arena = outer;
    }
    return ok;
}

/* ---- the audit ---- */

const char *sealed_complaint(struct arena *arena, const struct sealed_look *look)
{
    const struct sealed_field *field = look->field;
    if (look->value->state == SEALED_SHUT)
        return arena_printf(arena, "%s opens under no key in this place", field->column);
    if (look->value->state == SEALED_MISLEADING)
        return arena_printf(arena, "%s is not the hash of what %s holds", field->hash_column,
                            field->column);
    return NULL;
}

struct complaining {
    json_t *violations;
    int left;
};

static void complain(const struct sealed_look *look, void *argument)
{
    struct complaining *complaining = argument;
    if (look->value->state != SEALED_SHUT && look->value->state != SEALED_MISLEADING)
        return;
    if (complaining->left-- <= 0)
        return;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    const char *subject =
        look->table->parts
            ? arena_printf(arena, "%s:%lld/%lld", look->table->name, (long long)look->row->row,
                           (long long)look->row->part)
            : arena_printf(arena, "%s:%lld", look->table->name, (long long)look->row->row);
    audit_violation(complaining->violations, subject, sealed_complaint(arena, look));
    arena_free(arena);
}

bool sealed_audit(struct task *task, const struct sealed_table *const *tables, json_t *violations,
                  struct refusal *why)
{
    for (; *tables != NULL; tables++) {
        struct complaining complaining = {violations, COMPLAINTS_MAX};
        if (!sealed_each(task, *tables, complain, &complaining, why))
            return false;
    }
    return true;
}
