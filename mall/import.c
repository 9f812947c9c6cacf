/* `mall import`: files of any importer, and what they must be (`mall help import KIND`). */
#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/machine.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "mall/commands.h"
#include "mall/operate/house.h"
#include "mall/operate/import_kind.h"
#include "mall/process.h"
#include "registry/access_trail.h"

struct command {
    const struct importer *importer;
    const char *path;
    bool dry;
    struct arena *arena; /* of the task */
};

/* ---- what is told ---- */

/* The table of a file by its name; the first when it is no other's. */
static const struct import_table *table_of(const struct importer *importer, const char *file)
{
    const struct import_table *table = importer->tables;
    for (; table->columns != NULL; table++)
        if (table->file != NULL && strcmp(table->file, file) == 0)
            return table;
    return importer->tables;
}

static void print_fault(const struct command *command, const struct import_fault *fault)
{
    const struct import_table *table = table_of(command->importer, fault->label);
    const struct import_column *column = import_column_find(table->columns, fault->column);
    struct import_advice advice = import_advice_say(command->arena, column, fault->message);
    fprintf(stderr, "%s 第 %" PRId64 " 行", fault->label, fault->row);
    if (column != NULL)
        fprintf(stderr, "，%s（%s）", column->heading, column->name);
    else if (fault->column[0] != '\0')
        fprintf(stderr, "，%s", fault->column);
    fprintf(stderr, "：%s%s%s\n", advice.wrong, advice.cure[0] != '\0' ? "，" : "", advice.cure);
}

static void faulty(void *argument, const struct import_faults *faults)
{
    for (int64_t i = 0; i < faults->kept && i < IMPORT_FAULTS_SHOWN; i++)
        print_fault(argument, &faults->items[i]);
    if (faults->count > IMPORT_FAULTS_SHOWN)
        fprintf(stderr, "还有 %" PRId64 " 处\n", faults->count - IMPORT_FAULTS_SHOWN);
}

static void notice(void *argument, int64_t row, const char *column, const char *message)
{
    const struct command *command = argument;
    const struct import_column *known =
        import_column_find(command->importer->tables[0].columns, column);
    fprintf(stderr, "注意：第 %" PRId64 " 行，%s：%s\n", row,
            known != NULL ? known->heading : column, import_notice_say(message));
}

/* Part of the run's transaction: no import without its row in the trail. */
static void imported(void *argument, struct db_tx *tx, int64_t run_id)
{
    const struct command *command = argument;
    access_trail_send(tx, &(struct access_reading){ACTOR_SYSTEM, "import", "import", run_id, "",
                                                   command->importer->name});
}

static void print_sum(const struct command *command, const struct import_sum *sum, int64_t ms)
{
    const int64_t *outcomes = sum->outcomes;
    printf("%" PRId64 " rows %s in %" PRId64 " ms", sum->rows,
           command->dry ? "would be imported (nothing was written)" : "imported", ms);
    if (outcomes[IMPORT_ADDED] + outcomes[IMPORT_CHANGED] + outcomes[IMPORT_SAME] > 0)
        printf(": %" PRId64 " new, %" PRId64 " changed, %" PRId64 " as they were",
               outcomes[IMPORT_ADDED], outcomes[IMPORT_CHANGED], outcomes[IMPORT_SAME]);
    putchar('\n');
}

/* ---- the command ---- */

/* Who is signed in on the server: the one who became root by sudo, otherwise the process's owner.
 */
static const char *who_runs(struct arena *arena)
{
    const char *sudo = getenv("SUDO_USER");
    const struct passwd *owner = getpwuid(getuid());
    if (sudo != NULL && sudo[0] != '\0')
        return arena_strdup(arena, sudo);
    return owner != NULL ? arena_strdup(arena, owner->pw_name)
                         : arena_printf(arena, "%ld", (long)getuid());
}

static int run_command(struct task *task, void *argument)
{
    struct command *command = argument;
    struct import_step steps[] = {{command->importer, command->path}, {NULL, NULL}};
    struct import_by by = {.who = who_runs(task->arena), .dry = command->dry};
    struct import_watch watch = {
        .faulty = faulty, .notice = notice, .imported = imported, .argument = command};
    struct refusal why = {.have = -1};
    struct import_sum sum;
    int64_t began_ms = clock_mono_ms();
    command->arena = task->arena;
    task->acting.kind = ACTING_COMMAND;
    if (!import_run_watched(task, command->importer->name, steps, &by, &watch, &sum, &why))
        return process_failed("import", &why);
    print_sum(command, &sum, clock_mono_ms() - began_ms);
    return 0;
}

int command_import(int argc, char **argv)
{
    struct command command = {.dry = argc > 1 && strcmp(argv[1], "--dry-run") == 0};
    argc -= command.dry;
    argv += command.dry;
    command.importer = argc == 3 ? house_importer(argv[1]) : NULL;
    if (command.importer == NULL) {
        fputs("usage: mall import [--dry-run] KIND FILE (mall help import [KIND])\n", stderr);
        return EX_USAGE;
    }
    command.path = argv[2];
    return process_command(PROCESS_APP, run_command, &command);
}

/* ---- help ---- */

static void print_words(const struct import_word *words)
{
    for (int i = 0; words != NULL && words[i].word != NULL; i++) {
        printf("%s%s", i == 0 ? "  只能填：" : "、", words[i].chinese);
        if (strcmp(words[i].word, words[i].chinese) != 0)
            printf("（%s）", words[i].word);
    }
}

static void print_table(const struct importer *importer, const struct import_table *table)
{
    printf("\n%s %s\n%s。\n", importer->name, table->file != NULL ? table->file : "FILE",
           table->about);
    for (const struct import_column *column = table->columns; column->name != NULL; column++) {
        printf("  %s  %s", column->name, column->heading);
        if (column->words != NULL)
            print_words(column->words);
        else if (column->example[0] != '\0')
            printf("  例：%s", column->example);
        puts(import_column_may_lack(table->columns, column) ? "（可以没有这一列）" : "");
    }
}

int command_import_help(const char *kind)
{
    const struct importer *importer = house_importer(kind);
    if (importer == NULL) {
        fprintf(stderr, "mall: there is no kind %s (mall help import)\n", kind);
        return EX_USAGE;
    }
    puts("第一行是列名，中文或英文都认；格子里的词也是两种都认。文件存成 CSV，UTF-8 或 GB18030。");
    for (const struct import_table *table = importer->tables; table->columns != NULL; table++)
        print_table(importer, table);
    return 0;
}
