#include "mall/demo_fill.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/stamp.h"
#include "mall/process.h"

enum { HASH_BYTES = 32 };

bool demo_may(const char *what)
{
    if (config_bool("MALL_DEMO") || config_bool("MALL_DB_UNSAFE"))
        return true;
    fprintf(stderr,
            "mall: demo: %s only in a demo (MALL_DEMO=1) or in throw-away data "
            "(MALL_DB_UNSAFE=1)\n",
            what);
    return false;
}

int demo_stamp_key(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    (void)argument;
    if (!demo_may("the stamp key is told"))
        return EX_CONFIG;
    if (!process_check_keys(task, &why))
        return process_failed("demo", &why);
    struct db_value key = stamp_key();
    puts(crypto_hex(key.pointer, key.length, arena_alloc(task->arena, 2 * key.length + 1)));
    return 0;
}

/* ---- sealed values ---- */

/* Cuts the field off that ends at the next tab; NULL when there is none. */
static char *cut(char **rest)
{
    char *tab = *rest != NULL ? strchr(*rest, '\t') : NULL, *field = *rest;
    if (tab == NULL)
        return NULL;
    *tab = '\0';
    *rest = tab + 1;
    return field;
}

/* False when the line is none of the form. */
static bool seal_line(struct arena *arena, char *line)
{
    uint8_t hash[HASH_BYTES];
    char hash_hex[2 * HASH_BYTES + 1];
    size_t length;
    int64_t row, part = 0;
    char *plain = line, *field = cut(&plain), *row_text = cut(&plain), *part_text = cut(&plain);
    if (part_text == NULL || !id_parse(row_text, &row) ||
        (strcmp(part_text, "0") != 0 && !id_parse(part_text, &part)))
        return false;
    const uint8_t *sealed = crypto_seal_at(arena, CRYPTO_PART(field, row, part), plain, &length);
    crypto_lookup_hash(field, plain, hash);
    printf("%s\t%" PRId64 "\t%" PRId64 "\t\\\\x%s\t\\\\x%s\n", field, row, part,
           crypto_hex(sealed, length, arena_alloc(arena, 2 * length + 1)),
           crypto_hex(hash, sizeof(hash), hash_hex));
    return true;
}

int demo_seal(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    bool good = true;
    (void)argument;
    if (!demo_may("values are sealed by themselves"))
        return EX_CONFIG;
    if (!process_check_keys(task, &why))
        return process_failed("demo", &why);
    while (good && (length = getline(&line, &room, stdin)) > 0) {
        struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
        line[length - (line[length - 1] == '\n')] = '\0';
        good = seal_line(arena, line);
        arena_free(arena);
    }
    free(line);
    if (!good)
        fputs("mall: demo: a line is not FIELD, ROW, PART and PLAIN with tabs between\n", stderr);
    return !good ? EX_DATAERR : fflush(stdout) == 0 ? 0 : EX_IOERR;
}
