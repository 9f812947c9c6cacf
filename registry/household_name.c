#include "registry/household_name.h"

#include <string.h>

#include "base/crypto.h"
#include "base/db.h"
#include "gen/registry/sql.h"
#include "registry/household.h"

/* What does not count: blanks, and the dots that stand between the parts of a name - U+00B7 as the
 * rules for names have it, and those that keyboards, scans and other tables have instead. */
static const char *const SKIPPED[] = {" ",      "\t",     "\u00a0", "\u2002", "\u2003",
                                      "\u2009", "\u200b", "\u3000", "\u00b7", "\u0387",
                                      "\u2022", "\u2027", "\u2219", "\u22c5", "\u30fb",
                                      "\uff65", "\uff0e", ".",      "\ufeff"};

static size_t skipped(const char *text)
{
    for (size_t i = 0; i < sizeof(SKIPPED) / sizeof(SKIPPED[0]); i++)
        if (strncmp(text, SKIPPED[i], strlen(SKIPPED[i])) == 0)
            return strlen(SKIPPED[i]);
    return 0;
}

/* Ａ..Ｚ and ａ..ｚ (U+FF21.., U+FF41..) as ASCII; 0 when the text begins with none. */
static char wide_letter(const char *text)
{
    const unsigned char *byte = (const unsigned char *)text;
    if (byte[0] != 0xef)
        return 0;
    if (byte[1] == 0xbc && byte[2] >= 0xa1 && byte[2] <= 0xba)
        return (char)('A' + byte[2] - 0xa1);
    if (byte[1] == 0xbd && byte[2] >= 0x81 && byte[2] <= 0x9a)
        return (char)('A' + byte[2] - 0x81);
    return 0;
}

const char *household_name_form(struct arena *arena, const char *name)
{
    char *form = arena_strdup(arena, name), *end = form;
    while (*name != '\0') {
        size_t skip = skipped(name);
        char letter = wide_letter(name);
        if (skip > 0) {
            name += skip;
        } else if (letter != 0) {
            *end++ = letter;
            name += 3;
        } else {
            *end++ = *name >= 'a' && *name <= 'z' ? (char)(*name - 'a' + 'A') : *name;
            name++;
        }
    }
    *end = '\0';
    return form;
}

void household_name_hash(struct arena *arena, const char *name, uint8_t hash[32])
{
    crypto_lookup_hash(MEMBER_NAME, household_name_form(arena, name), hash);
}

/* ---- what was there before ---- */

struct named {
    int64_t id;
    const void *hash;
    size_t length;
};

/* A name that does not open is found by nothing, and is not looked at again: the audit tells of it.
 */
static struct named hash_row(struct task *task, const struct db_rows *rows, int row)
{
    struct named named = {.id = db_i64(rows, row, HOUSEHOLD_NAME_DUE_ID), .hash = ""};
    struct crypto_place place =
        CRYPTO_PART(MEMBER_NAME, db_i64(rows, row, HOUSEHOLD_NAME_DUE_HOUSEHOLD_ID),
                    db_i64(rows, row, HOUSEHOLD_NAME_DUE_MEMBER_NO));
    size_t length;
    const void *sealed = db_bytes(rows, row, HOUSEHOLD_NAME_DUE_NAME_SEALED, &length);
    const char *name = crypto_open_at(task->arena, place, sealed, length);
    if (name != NULL) {
        uint8_t *hash = arena_alloc(task->arena, 32);
        household_name_hash(task->arena, name, hash);
        named.hash = hash;
        named.length = 32;
    }
    return named;
}

bool household_name_due(struct task *task, int *done, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_WORK, &SQL_household_name_due, DB_ARGS(DB_I64(HOUSEHOLD_NAMES)),
                        &rows, why))
        return false;
    int n = *done = db_count(rows);
    if (n == 0)
        return true;
    struct named *named = arena_array(task->arena, (size_t)n, sizeof(*named));
    for (int row = 0; row < n; row++)
        named[row] = hash_row(task, rows, row);
    return db_query_class(
        task, DB_WORK, &SQL_household_name_set,
        DB_ARGS(DB_COLUMN_I64(named, n, id), DB_COLUMN_BYTES(named, n, hash, length)), NULL, why);
}
