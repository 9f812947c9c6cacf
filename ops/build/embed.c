/*
 * embed - turns files of the checkout into C tables that are linked into the programs.
 *
 *   embed sql        GEN < list    FOLDER/sql/NAME.sql: one statement a file. GEN/FOLDER/sql.h has
 *                                  SQL_<name> and its columns, GEN/sql.h all of them: SQL_ALL[]
 *   embed migrations GEN < list    FOLDER/migrations/NNNN_name.sql -> MIGRATIONS[]
 *   embed modules    GEN < list    FOLDER/module.c, from the ground up -> MODULES[]
 *   embed web        GEN < list    pages, static files, what ops/web has built -> WEB_FILES[]
 *
 * The list holds one path a line.
 */
#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops/build/source.h"
#include "ops/build/statement.h"
#include "ops/build/text.h"

static void finish(const char *gen, const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s%s%s", gen, folder ? folder : "", folder ? "/" : "", name);
    put_file(path);
}

/* `mall/board-x` as a part of a C name: MALL_BOARD_X */
static void put_upper(const char *name)
{
    for (; *name; name++)
        put("%c", isalnum((unsigned char)*name) ? toupper((unsigned char)*name) : '_');
}

/* ---- statements ---- */

static void put_column_name(const char *statement, const char *column)
{
    put_upper(statement);
    put("_");
    put_upper(column);
}

static void put_declaration(const struct source *source)
{
    put("\nextern const struct sql SQL_%s; /* %s */\n", source->name, source->path);
    if (source->column_count < 1)
        return;
    put("enum {\n");
    for (int i = 0; i < source->column_count; i++) {
        put("    ");
        put_column_name(source->name, source->columns[i]);
        put(",\n");
    }
    put("};\n");
}

static void put_folder_header(const char *gen, const char *folder)
{
    put("/* Made from %s/sql/ by ops/build/embed.c. */\n", folder);
    put("#ifndef GEN_");
    put_upper(folder);
    put("_SQL_H\n#define GEN_");
    put_upper(folder);
    put("_SQL_H\n\n#include \"base/sql.h\"\n");
    for (size_t i = 0; i < source_count; i++)
        if (strcmp(sources[i].folder, folder) == 0)
            put_declaration(&sources[i]);
    put("\n#endif\n");
    finish(gen, folder, "sql.h");
}

static bool is_first_of_folder(size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (strcmp(sources[i].folder, sources[at].folder) == 0)
            return false;
    return true;
}

static void put_definition(const struct source *source)
{
    put("static const char *const COLUMNS_%s[] = {", source->name);
    for (int i = 0; i < source->column_count; i++)
        put("\"%s\", ", source->columns[i]);
    put("NULL};\n");
    put("const struct sql SQL_%s = {.name = \"%s\", .param_count = %d,\n", source->name,
        source->name, source->number);
    put("    .column_count = %d, .columns = COLUMNS_%s, .binary = %d, .text =\n",
        source->column_count, source->name, source->binary);
    put_literal(&source->content);
    put("};\n\n");
}

static void embed_sql(const char *gen)
{
    source_read_list("sql");
    for (size_t i = 0; i < source_count; i++)
        statement_read(&sources[i]);
    source_sort();
    for (size_t i = 0; i < source_count; i++)
        if (is_first_of_folder(i))
            put_folder_header(gen, sources[i].folder);

    put("/* Every statement there is, by name. Made by ops/build/embed.c. */\n");
    put("#ifndef GEN_SQL_H\n#define GEN_SQL_H\n\n#include \"base/sql.h\"\n\n");
    put("extern const struct sql *const SQL_ALL[];\nextern const int SQL_ALL_COUNT;\n\n#endif\n");
    finish(gen, NULL, "sql.h");

    put("#include <stddef.h>\n#include \"gen/sql.h\"\n");
    for (size_t i = 0; i < source_count; i++)
        if (is_first_of_folder(i))
            put("#include \"gen/%s/sql.h\"\n", sources[i].folder);
    put("\n");
    for (size_t i = 0; i < source_count; i++)
        put_definition(&sources[i]);
    put("const struct sql *const SQL_ALL[] = {\n");
    for (size_t i = 0; i < source_count; i++)
        put("    &SQL_%s,\n", sources[i].name);
    put("    NULL,\n};\nconst int SQL_ALL_COUNT = %zu;\n", source_count);
    finish(gen, NULL, "sql.c");
}

/* ---- migrations ---- */

static void read_migration(struct source *source)
{
    char *rest;
    source_refuse_zero_bytes(source);
    source->number = (int)strtol(source->name, &rest, 10);
    if (rest - source->name != 4 || *rest != '_')
        die("%s: a migration is called NNNN_name.sql", source->path);
}

static void embed_migrations(const char *gen)
{
    source_read_list("migrations");
    for (size_t i = 0; i < source_count; i++)
        read_migration(&sources[i]);
    source_sort();
    for (size_t i = 0; i < source_count; i++)
        if (i > 0 && sources[i].number == sources[i - 1].number)
            die("%s and %s have the same number", sources[i - 1].path, sources[i].path);

    put("/* The migrations of all folders by number. Made by ops/build/embed.c. */\n");
    put("#ifndef GEN_MIGRATIONS_H\n#define GEN_MIGRATIONS_H\n\n#include \"mall/migrate.h\"\n\n");
    put("extern const struct migration MIGRATIONS[];\nextern const int MIGRATIONS_COUNT;\n");
    put("\n#endif\n");
    finish(gen, NULL, "migrations.h");

    put("#include \"gen/migrations.h\"\n\nconst struct migration MIGRATIONS[] = {\n");
    for (size_t i = 0; i < source_count; i++) {
        put("    {.number = %d, .name = ", sources[i].number);
        put_string(sources[i].name);
        put(", .text =\n");
        put_literal(&sources[i].content);
        put("},\n");
    }
    put("    {.number = 0},\n};\nconst int MIGRATIONS_COUNT = %zu;\n", source_count);
    finish(gen, NULL, "migrations.c");
}

/* ---- modules ---- */

static void embed_modules(const char *gen)
{
    source_read_list(NULL);
    put("/* What each folder brings, from the ground up as FLOORS has them. Made by "
        "ops/build/embed.c. */\n");
    put("#ifndef GEN_MODULES_H\n#define GEN_MODULES_H\n\n#include \"base/module.h\"\n\n");
    for (size_t i = 0; i < source_count; i++) {
        put("extern const struct module ");
        put_upper(sources[i].folder);
        put("_MODULE; /* %s */\n", sources[i].path);
    }
    put("\nextern const struct module *const MODULES[]; /* ended by NULL */\n");
    put("extern const int MODULE_COUNT;\n\n#endif\n");
    finish(gen, NULL, "modules.h");

    put("#include <stddef.h>\n#include \"gen/modules.h\"\n\n");
    put("const struct module *const MODULES[] = {\n");
    for (size_t i = 0; i < source_count; i++) {
        put("    &");
        put_upper(sources[i].folder);
        put("_MODULE,\n");
    }
    put("    NULL,\n};\nconst int MODULE_COUNT = %zu;\n", source_count);
    finish(gen, NULL, "modules.c");
}

/* ---- what browsers get ---- */

/* `web/static/mall.css` -> `static/mall.css`; of a made file the path within `made`. */
static char *web_name(const char *path, const char *made)
{
    size_t length = strlen(made);
    if (strncmp(path, made, length) == 0 && path[length] == '/')
        return must(strdup(path + length + 1));
    const char *slash = strchr(path, '/');
    return must(strdup(slash ? slash + 1 : path));
}

/* FNV-1a: only says whether a file has changed since the object was made. */
static unsigned long long sum_of(const struct text *content)
{
    unsigned long long sum = 14695981039346656037ULL;
    for (size_t i = 0; i < content->length; i++)
        sum = (sum ^ (unsigned char)content->bytes[i]) * 1099511628211ULL;
    return sum;
}

/* The assembler takes the bytes as they are: a compiler would read megabytes of literals. The sum
 * makes the text differ when the bytes do. */
static void put_bytes(size_t number, const struct source *source)
{
    put("extern const unsigned char WEB_BYTES_%zu[]; /* %016llx */\n", number,
        sum_of(&source->content));
    put("__asm__(\".section .rodata\\nWEB_BYTES_%zu: .incbin \\\"%s\\\"\\n.byte "
        "0\\n.previous\\n\");\n",
        number, source->path);
}

static void embed_web(const char *gen)
{
    source_read_list(NULL);
    for (size_t i = 0; i < source_count; i++)
        sources[i].name = web_name(
            sources[i].path, strncmp(sources[i].path, "build/web/", 10) == 0 ? "build/web" : gen);
    source_sort();

    put("/* Pages and static files, sorted by path (strcmp). Made by ops/build/embed.c. */\n");
    put("#ifndef GEN_WEB_H\n#define GEN_WEB_H\n\n#include \"base/asset.h\"\n\n#endif\n");
    finish(gen, NULL, "web.h");

    put("#include <stddef.h>\n#include \"gen/web.h\"\n\n");
    for (size_t i = 0; i < source_count; i++)
        put_bytes(i, &sources[i]);
    put("\nconst struct web_file WEB_FILES[] = {\n");
    for (size_t i = 0; i < source_count; i++) {
        put("    {.path = ");
        put_string(sources[i].name);
        put(", .length = %zu, .bytes = WEB_BYTES_%zu},\n", sources[i].content.length, i);
    }
    put("    {.path = NULL},\n};\nconst int WEB_FILES_COUNT = %zu;\n", source_count);
    finish(gen, NULL, "web.c");
}

int main(int argc, char **argv)
{
    if (argc != 3)
        die("usage: embed sql|migrations|modules|web GEN < list");
    if (strcmp(argv[1], "sql") == 0)
        embed_sql(argv[2]);
    else if (strcmp(argv[1], "migrations") == 0)
        embed_migrations(argv[2]);
    else if (strcmp(argv[1], "modules") == 0)
        embed_modules(argv[2]);
    else if (strcmp(argv[1], "web") == 0)
        embed_web(argv[2]);
    else
        die("what is %s?", argv[1]);
    return 0;
}
