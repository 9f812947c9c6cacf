/* `mall demo`: the demo's data, and who may sign in there. All people in it are invented. */
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/config.h"
#include "base/csv.h"
#include "gen/mall/sql.h"
#include "mall/commands.h"
#include "mall/modules.h"
#include "base/import.h"
#include "base/stamp.h"
#include "mall/demo_fill.h"
#include "mall/operate/house.h"
#include "mall/process.h"

static const char *beside(struct arena *arena, const char *dir, const char *name)
{
    return arena_printf(arena, "%s/%s", dir, name);
}

/* What was asked for, what the environment says, or the checkout that this program was built in:
 * the nearest folder above the program with ops/demo. */
static const char *demo_dir(struct arena *arena, const char *given)
{
    const char *named = given != NULL ? given : getenv("MALL_DEMO_DIR");
    char program[PATH_MAX];
    if (named != NULL && named[0] != '\0')
        return named;
    ssize_t length = readlink("/proc/self/exe", program, sizeof(program) - 1);
    program[length > 0 ? length : 0] = '\0';
    for (char *slash; (slash = strrchr(program, '/')) != NULL && slash != program;) {
        *slash = '\0';
        const char *dir = beside(arena, program, "ops/demo");
        if (access(beside(arena, dir, "listings.csv"), R_OK) == 0)
            return dir;
    }
    return "ops/demo";
}

/* ---- load ---- */

static int load(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    struct db_rows *rows;
    int64_t count, began_ms = clock_mono_ms();
    struct arena *arena = task->arena;
    const char *dir = demo_dir(arena, argument);
    if (!db_query(task, &SQL_demo_is_loaded, DB_NO_ARGS, &rows, &why))
        return process_failed("demo", &why);
    if (db_bool(rows, 0, DEMO_IS_LOADED_LOADED)) {
        puts("the database has data already; nothing was loaded");
        return 0;
    }
    struct import_step steps[] = {
        {house_importer("regions"), beside(arena, dir, "../data/regions.csv")},
        {house_importer("listed-counties"), beside(arena, dir, "../data/counties_832.csv")},
        {house_importer("listed-villages"), beside(arena, dir, "listed_villages.csv")},
        {house_importer("organisations"), beside(arena, dir, "organisations.csv")},
        {house_importer("households"), beside(arena, dir, "households.csv")},
        {house_importer("members"), beside(arena, dir, "members.csv")},
        {house_importer("accounts"), beside(arena, dir, "accounts.csv")},
        {house_importer("freight"), beside(arena, dir, "freight.csv")},
        {house_importer("listings"), beside(arena, dir, "listings.csv")},
        {NULL, NULL},
    };
    if (!import_run(task, "demo", steps, stderr, &count, &why))
        return process_failed("demo", &why);
    printf("%" PRId64 " rows of demo data loaded in %" PRId64 " ms\n", count,
           clock_mono_ms() - began_ms);
    return 0;
}

/* ---- accounts ---- */

static void print_fault(void *argument, size_t row, const char *column, const char *message)
{
    fprintf(stderr, "%s: row %zu %s: %s\n", (const char *)argument, row, column, message);
}

static char *read_file(struct arena *arena, const char *path, size_t *length)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return NULL;
    char *bytes = arena_alloc(arena, 1 << 20);
    *length = fread(bytes, 1, (1 << 20) - 1, file);
    fclose(file);
    return bytes;
}

/* A few of each role are enough to try everything. */
enum { SHOWN_OF_A_ROLE = 2, COLUMNS = 5 };

static size_t earlier_of_role(const struct csv *csv, size_t row, int role)
{
    size_t count = 0;
    for (size_t other = 0; other < row; other++)
        count += strcmp(csv_field(csv, other, role), csv_field(csv, row, role)) == 0;
    return count;
}

static void print_accounts(const struct csv *csv, const char *path)
{
    static const char *const NAMES[COLUMNS] = {"role", "phone", "display_name", "org",
                                               "region_code"};
    int columns[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
        columns[i] = csv_column(csv, NAMES[i]);
        if (columns[i] < 0)
            return;
    }
    puts("Demo accounts. Each signs in by phone; the code is shown beside the form, and at "
         "/demo/outbox. Operators and auditors bring a second proof, too: the page that asks for "
         "it shows a spare code, and POST /api/v1/demo/second-codes tells one.");
    for (size_t row = 0; row < csv->row_count; row++) {
        if (earlier_of_role(csv, row, columns[0]) >= SHOWN_OF_A_ROLE)
            continue;
        printf("  %-16s %s  %s", csv_field(csv, row, columns[0]), csv_field(csv, row, columns[1]),
               csv_field(csv, row, columns[2]));
        printf("  %s %s\n", csv_field(csv, row, columns[3]), csv_field(csv, row, columns[4]));
    }
    puts("  (19900000002 buys for a canteen: a purchasing unit buys like everybody, as consumer)");
    printf("All %zu: %s\n", csv->row_count, path);
}

static int accounts(const char *given)
{
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    struct csv csv;
    size_t length = 0;
    const char *path = beside(arena, demo_dir(arena, given), "accounts.csv");
    const char *bytes = read_file(arena, path, &length);
    bool ok = bytes != NULL &&
              csv_parse(arena, bytes, length, &csv, print_fault, (void *)(uintptr_t)path);
    if (ok)
        print_accounts(&csv, path);
    else
        fprintf(stderr, "mall: demo: %s cannot be read\n", path);
    arena_free(arena);
    return ok ? 0 : EX_DATAERR;
}

/* ---- stamp ---- */

/* Demo and tests move sales into the past by SQL: their rows are stamped anew as they stand now. */
static int stamp(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    int64_t stamped;
    (void)argument;
    if (!demo_may("rows are stamped anew"))
        return EX_CONFIG;
    if (!process_check_keys(task, &why) || !stamp_all(task, MODULES, true, &stamped, &why))
        return process_failed("demo", &why);
    printf("%" PRId64 " rows stamped\n", stamped);
    return 0;
}

int command_demo(int argc, char **argv)
{
    char *dir = argc == 3 ? argv[2] : NULL;
    if (argc == 2 && strcmp(argv[1], "stamp") == 0)
        return process_command(PROCESS_OWNER, stamp, NULL);
    if (argc == 2 && strcmp(argv[1], "stamp-key") == 0)
        return process_command(PROCESS_OWNER, demo_stamp_key, NULL);
    if (argc == 2 && strcmp(argv[1], "seal") == 0)
        return process_command(PROCESS_OWNER, demo_seal, NULL);
    if (argc >= 2 && argc <= 3 && strcmp(argv[1], "load") == 0)
        return process_command(PROCESS_APP, load, dir);
    if (argc >= 2 && argc <= 3 && strcmp(argv[1], "accounts") == 0)
        return accounts(dir);
    fputs("usage: mall demo load [DIR] | mall demo accounts [DIR] | mall demo stamp | mall demo "
          "stamp-key | mall demo seal\n",
          stderr);
    return EX_USAGE;
}
