/* Households of a file that are there already: what the register says anew. */
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/machine.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/household.h"
#include "registry/household_report.h"
#include "registry/import_household.h"
#include "registry/mask.h"

/* A household with what changes; sealed fields NULL = as they are. */
struct changed {
    const struct import_household *row;
    int64_t id;
    const char *identified_on, *attribute, *family_type, *cause, *state, *county;
    bool smartphone, proxy;
    const void *phone, *phone_hash, *bank, *bank_hash;
    size_t phone_length, phone_hash_length, bank_length, bank_hash_length;
    enum household_state from, to;
};

static const char *opened(struct arena *arena, const struct db_rows *rows, int row, int column,
                          struct crypto_place place)
{
    size_t length;
    const void *sealed = db_bytes(rows, row, column, &length);
    return sealed != NULL ? crypto_open_at(arena, place, sealed, length) : NULL;
}

/* Seals a field that the file changes; an empty one changes nothing. */
static void seal(struct import_changes *changes, int column, struct crypto_place place,
                 const char *old, const char *now, char *(*mask)(struct arena *, const char *),
                 const void **sealed, size_t *length, const void **hash, size_t *hash_length)
{
    struct arena *arena = changes->file->arena;
    if (now[0] == '\0' || (old != NULL && strcmp(old, now) == 0))
        return;
    struct import_sealed field = import_seal(arena, place, now);
    import_change_masked(changes, column, old, now, mask);
    *sealed = field.sealed;
    *length = field.length;
    *hash = arena_memdup(arena, field.hash, sizeof(field.hash));
    *hash_length = sizeof(field.hash);
}

static const char *word_of(bool yes)
{
    return yes ? "1" : "0";
}

/* What a row changes of the household at `k`; "" = nothing. */
static const char *compare(struct import_file *file, const struct import_household *row,
                           const struct db_rows *known, int k, struct changed *out,
                           struct import_trail *trail)
{
    struct arena *arena = file->arena;
    struct import_changes changes = {.file = file};
    import_change(&changes, H_IDENTIFIED, db_text(known, k, IMPORT_HOUSEHOLD_CURRENT_IDENTIFIED_ON),
                  row->identified_on);
    import_change(&changes, H_ATTRIBUTE, db_text(known, k, IMPORT_HOUSEHOLD_CURRENT_ATTRIBUTE),
                  row->attribute);
    import_change(&changes, H_STATE, db_text(known, k, IMPORT_HOUSEHOLD_CURRENT_STATE), row->state);
    import_change(&changes, H_TYPE, db_text(known, k, IMPORT_HOUSEHOLD_CURRENT_FAMILY_TYPE),
                  row->family_type);
    /* who is ill or disabled is not told to those who may not read the household's record */
    import_change_masked(&changes, H_CAUSE, db_text(known, k, IMPORT_HOUSEHOLD_CURRENT_MAIN_CAUSE),
                         row->cause, mask_whole);
    import_change(&changes, H_SMARTPHONE,
                  word_of(db_bool(known, k, IMPORT_HOUSEHOLD_CURRENT_SMARTPHONE)),
                  word_of(row->smartphone));
    import_change(&changes, H_PROXY, word_of(db_bool(known, k, IMPORT_HOUSEHOLD_CURRENT_PROXY)),
                  word_of(row->proxy));
    struct crypto_place phone = CRYPTO_PLACE(HOUSEHOLD_PHONE, row->id);
    struct crypto_place bank = CRYPTO_PLACE(HOUSEHOLD_BANK, row->id);
    seal(&changes, H_PHONE, phone,
         opened(arena, known, k, IMPORT_HOUSEHOLD_CURRENT_PHONE_SEALED, phone), row->phone,
         mask_mobile, &out->phone, &out->phone_length, &out->phone_hash, &out->phone_hash_length);
    seal(&changes, H_BANK, bank,
         opened(arena, known, k, IMPORT_HOUSEHOLD_CURRENT_BANK_SEALED, bank), row->bank,
         mask_bank_card, &out->bank, &out->bank_length, &out->bank_hash, &out->bank_hash_length);
    import_trail_note(trail, &changes, row->id, NULL,
                      db_text(known, k, IMPORT_HOUSEHOLD_CURRENT_COUNTY_CODE));
    return import_changes_text(&changes);
}

static void fill(struct changed *out, const struct import_household *row,
                 const struct db_rows *known, int k)
{
    out->row = row;
    out->id = row->id;
    out->identified_on = row->identified_on;
    out->attribute = row->attribute;
    out->family_type = row->family_type;
    out->cause = row->cause;
    out->state = row->state;
    out->county = db_text(known, k, IMPORT_HOUSEHOLD_CURRENT_COUNTY_CODE);
    out->smartphone = row->smartphone;
    out->proxy = row->proxy;
    out->from =
        machine_state(&HOUSEHOLD_MACHINE, db_text(known, k, IMPORT_HOUSEHOLD_CURRENT_STATE));
    out->to = machine_state(&HOUSEHOLD_MACHINE, row->state);
}

/* A phone that the county's file changes is news to the register. */
static void report_phones(struct import_file *file, const struct changed *rows, size_t count)
{
    struct household_report *reports = arena_array(file->arena, count, sizeof(*reports));
    int n = 0;
    for (size_t i = 0; i < count; i++)
        if (rows[i].phone != NULL)
            reports[n++] = (struct household_report){.household_id = rows[i].id,
                                                     .county_code = rows[i].county,
                                                     .kind = REPORT_CONTACT,
                                                     .text = rows[i].row->phone};
    household_report_add(file->import->task, file->import->tx, reports, n);
}

/* One log entry a household that moves: there are few. */
static void log_moves(struct import_file *file, const struct changed *rows, size_t count)
{
    const struct import_by *by = file->import->by;
    for (size_t i = 0; i < count; i++)
        if (rows[i].from != rows[i].to)
            machine_log(file->import->tx, &HOUSEHOLD_MACHINE, &rows[i].id, &rows[i].county, 1,
                        (int)rows[i].from, (int)rows[i].to,
                        by != NULL ? by->account_id : ACTOR_SYSTEM, "按建档立卡信息导入");
}

bool import_household_change(struct import_file *file, struct import_household *rows, size_t count,
                             const struct db_rows *known, const struct map *places,
                             struct refusal *why)
{
    struct changed *changed = arena_array(file->arena, count, sizeof(*changed));
    struct import_trail trail;
    size_t n = 0;
    import_trail_begin(&trail, file, "household");
    for (size_t i = 0; i < count; i++) {
        int k = (int)map_find(places, rows[i].number)->number;
        const char *columns = compare(file, &rows[i], known, k, &changed[n], &trail);
        import_outcome(file, rows[i].row, import_outcome_of(false, columns), columns);
        if (columns[0] != '\0')
            fill(&changed[n++], &rows[i], known, k);
    }
    import_trail_send(&trail);
    if (n == 0)
        return true;
    log_moves(file, changed, n);
    report_phones(file, changed, n);
    if (!db_tx_query(
            file->import->tx, &SQL_import_household_change,
            DB_ARGS(DB_COLUMN_I64(changed, n, id), DB_COLUMN_TEXT(changed, n, identified_on),
                    DB_COLUMN_TEXT(changed, n, attribute), DB_COLUMN_TEXT(changed, n, family_type),
                    DB_COLUMN_TEXT(changed, n, cause), DB_COLUMN_BOOL(changed, n, smartphone),
                    DB_COLUMN_BOOL(changed, n, proxy),
                    DB_COLUMN_BYTES(changed, n, phone, phone_length),
                    DB_COLUMN_BYTES(changed, n, phone_hash, phone_hash_length),
                    DB_COLUMN_BYTES(changed, n, bank, bank_length),
                    DB_COLUMN_BYTES(changed, n, bank_hash, bank_hash_length),
                    DB_COLUMN_TEXT(changed, n, state)),
            NULL, why))
        return false;
    db_tx_send(file->import->tx, &SQL_household_stamp,
               DB_ARGS(stamp_key(), DB_COLUMN_I64(changed, n, id)));
    return true;
}

/* ---- one account, several households ---- */

bool import_household_banks(struct import_file *file, struct import_household *rows,
                            struct refusal *why)
{
    struct import_index known;
    struct map seen = {0};
    import_index_init(&known, file->arena);
    for (size_t row = 0; row < file->rows; row++) {
        uint8_t hash[32];
        rows[row].bank_hex = "";
        if (rows[row].bank[0] == '\0')
            continue;
        crypto_lookup_hash(HOUSEHOLD_BANK, rows[row].bank, hash);
        rows[row].bank_hex = crypto_hex(hash, sizeof(hash), arena_alloc(file->arena, 65));
    }
    if (!IMPORT_INDEX_LOAD(file->import, &known, &SQL_import_household_bank, rows, bank_hex,
                           file->rows, why))
        return false;
    for (size_t row = 0; row < file->rows; row++) {
        bool fresh = true;
        const struct import_entry *entry = import_index_find(&known, rows[row].bank_hex);
        if (rows[row].bank_hex[0] == '\0')
            continue;
        map_add(&seen, rows[row].bank_hex, &fresh);
        if (!fresh ||
            (entry != NULL && (entry->id > 1 || strcmp(entry->text, rows[row].number) != 0)))
            import_notice(file, row, H_BANK, "the bank account is another household's too");
    }
    map_release(&seen);
    return true;
}
