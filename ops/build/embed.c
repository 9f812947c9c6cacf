/*
 * embed - turns files of the checkout into C tables that are linked into the programs.
 *
 *   embed sql        OUT.h OUT.c < list    one statement a file -> SQL_<name>, SQL_ALL[]
 *   embed migrations OUT.h OUT.c < list    NNNN_name.sql        -> MIGRATIONS[]
 *   embed web        OUT.h OUT.c < list    pages, static files  -> WEB_FILES[]
 *
 * The list holds one path a line. Runs at build time on trusted files, so any surprise ends it with
 * a sentence that names the file. Memory is given back by the end of the process. An output whose
 * bytes would stay the same is not written, so that make compiles nothing for nothing.
 */
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FILES_MAX = 10000,
    PARAMETERS_MAX = 64, /* more than any statement of ours should have */
};

struct text {
    char *bytes;
    size_t length;
};

struct source {
    char *path;
    char *name; /* what the table calls it */
    struct text content;
    int number; /* migrations: the leading digits; statements: count of parameters */
};

static struct source sources[FILES_MAX];
static size_t source_count;

__attribute__((noreturn, format(printf, 1, 2))) static void die(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("embed: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

static void *must(void *pointer)
{
    if (pointer == NULL)
        die("out of memory");
    return pointer;
}

/* Reads the whole file; *found says whether there is one. A zero byte follows the content. */
static struct text read_file(const char *path, bool *found)
{
    struct text text = {0};
    FILE *file = fopen(path, "rb");
    *found = file != NULL;
    if (file == NULL)
        return text;
    size_t room = 1 << 16;
    text.bytes = must(malloc(room));
    for (;;) {
        size_t got = fread(text.bytes + text.length, 1, room - text.length - 1, file);
        if (got == 0)
            break;
        text.length += got;
        if (room - text.length < 2) {
            room *= 2;
            text.bytes = must(realloc(text.bytes, room));
        }
    }
    if (ferror(file))
        die("%s: %s", path, strerror(errno));
    fclose(file);
    text.bytes[text.length] = '\0';
    return text;
}

static void write_if_changed(const char *path, const struct text *content)
{
    bool found;
    struct text before = read_file(path, &found);
    if (found && before.length == content->length &&
        memcmp(before.bytes, content->bytes, content->length) == 0)
        return;
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(content->bytes, 1, content->length, file) != content->length ||
        fclose(file) != 0)
        die("%s: %s", path, strerror(errno));
}

/* `a/b/name.sql` -> `name` */
static char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *name = must(strdup(slash ? slash + 1 : path));
    char *dot = strrchr(name, '.');
    if (dot)
        *dot = '\0';
    return name;
}

static void read_list(void)
{
    char line[4096];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0')
            continue;
        if (source_count == FILES_MAX)
            die("more than %d files", FILES_MAX);
        struct source *source = &sources[source_count++];
        bool found;
        source->path = must(strdup(line));
        source->content = read_file(line, &found);
        if (!found)
            die("%s: %s", line, strerror(errno));
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct source *)a)->name, ((const struct source *)b)->name);
}

static void sort_by_name(void)
{
    qsort(sources, source_count, sizeof sources[0], by_name);
    for (size_t i = 1; i < source_count; i++)
        if (strcmp(sources[i - 1].name, sources[i].name) == 0)
            die("%s and %s have the same name", sources[i - 1].path, sources[i].path);
}

/* ---- reading SQL ---- */

/* Length of what stands at `at` and ends with the `quote` it begins with; doubled quotes stay
 * inside. */
static size_t quoted_length(const struct source *source, const char *at, char quote)
{
    const char *end = at + 1;
    for (;;) {
        end = strchr(end, quote);
        if (end == NULL)
            die("%s: a quote %c is not closed", source->path, quote);
        if (end[1] != quote)
            return (size_t)(end - at) + 1;
        end += 2;
    }
}

/* Length of a $tag$...$tag$ string at `at`, or 0 when there is none. */
static size_t dollar_quoted_length(const struct source *source, const char *at)
{
    size_t tag = 1;
    if (isdigit((unsigned char)at[1]))
        return 0;
    while (isalnum((unsigned char)at[tag]) || at[tag] == '_')
        tag++;
    if (at[tag] != '$')
        return 0;
    tag++;
    char *mark = must(strndup(at, tag));
    const char *end = strstr(at + tag, mark);
    if (end == NULL)
        die("%s: %s is not closed", source->path, mark);
    free(mark);
    return (size_t)(end - at) + tag;
}

static size_t comment_length(const struct source *source, const char *at)
{
    if (at[0] == '-' && at[1] == '-')
        return strcspn(at, "\n");
    if (at[0] == '/' && at[1] == '*') {
        const char *end = strstr(at, "*/");
        if (end == NULL)
            die("%s: a comment is not closed", source->path);
        return (size_t)(end - at) + 2;
    }
    return 0;
}

static void count_parameter(struct source *source, const char *at, bool *seen)
{
    long n = strtol(at + 1, NULL, 10);
    if (n < 1 || n > PARAMETERS_MAX)
        die("%s: parameter $%ld is out of range 1..%d", source->path, n, PARAMETERS_MAX);
    seen[n] = true;
    if (n > source->number)
        source->number = (int)n;
}

/* Takes comments and empty lines out and counts parameters; one statement, its last `;` dropped. */
static void read_statement(struct source *source)
{
    bool seen[PARAMETERS_MAX + 1] = {false};
    const char *at = source->content.bytes;
    struct text out = {.bytes = must(malloc(source->content.length + 1))};
    bool ended = false;

    while (*at) {
        size_t skip = comment_length(source, at);
        if (skip > 0) {
            at += skip;
            continue;
        }
        size_t take = 1;
        if (*at == '\'' || *at == '"')
            take = quoted_length(source, at, *at);
        else if (*at == '$')
            take = dollar_quoted_length(source, at);
        if (take == 0) { /* a lone $: a parameter */
            if (isdigit((unsigned char)at[1]))
                count_parameter(source, at, seen);
            take = 1;
        }
        if (ended && !isspace((unsigned char)*at))
            die("%s: more than one statement", source->path);
        if (*at == ';')
            ended = true;
        else if (*at != '\n' || (out.length > 0 && out.bytes[out.length - 1] != '\n')) {
            memcpy(out.bytes + out.length, at, take);
            out.length += take;
        }
        at += take;
    }
    while (out.length > 0 && isspace((unsigned char)out.bytes[out.length - 1]))
        out.length--;
    out.bytes[out.length] = '\0';
    if (out.length == 0)
        die("%s: no statement", source->path);
    for (int n = 1; n <= source->number; n++)
        if (!seen[n])
            die("%s: $%d is used but $%d is not", source->path, source->number, n);
    source->content = out;
}

static void refuse_zero_bytes(const struct source *source)
{
    if (strlen(source->content.bytes) != source->content.length)
        die("%s: holds a zero byte", source->path);
}

static void require_identifier(const struct source *source)
{
    const char *c = source->name;
    if (!islower((unsigned char)*c))
        die("%s: the name must begin with a small letter", source->path);
    for (; *c; c++)
        if (!islower((unsigned char)*c) && !isdigit((unsigned char)*c) && *c != '_')
            die("%s: only small letters, digits and _ in the name", source->path);
}

/* ---- writing C ---- */

static struct text page; /* the output under way */
static size_t page_room;

__attribute__((format(printf, 1, 2))) static void put(const char *format, ...)
{
    for (;;) {
        va_list arguments;
        va_start(arguments, format);
        size_t left = page_room - page.length;
        int n = vsnprintf(page.bytes ? page.bytes + page.length : NULL, left, format, arguments);
        va_end(arguments);
        assert(n >= 0);
        if ((size_t)n < left) {
            page.length += (size_t)n;
            return;
        }
        page_room = page_room * 2 + (size_t)n + 4096;
        page.bytes = must(realloc(page.bytes, page_room));
    }
}

static void put_byte(char byte)
{
    if (page_room - page.length < 2) {
        page_room = page_room * 2 + 4096;
        page.bytes = must(realloc(page.bytes, page_room));
    }
    page.bytes[page.length++] = byte;
    page.bytes[page.length] = '\0';
}

/* As a C string literal; always three octal digits, so that a digit that follows is safe. */
static void put_literal(const struct text *text)
{
    put("\"");
    for (size_t i = 0; i < text->length; i++) {
        unsigned char byte = (unsigned char)text->bytes[i];
        if (byte == '\n' && i + 1 < text->length)
            put("\\n\"\n\"");
        else if (byte == '"' || byte == '\\') {
            put_byte('\\');
            put_byte((char)byte);
        } else if (byte < 32 || byte > 126 || byte == '?') {
            put_byte('\\');
            put_byte((char)('0' + (byte >> 6)));
            put_byte((char)('0' + ((byte >> 3) & 7)));
            put_byte((char)('0' + (byte & 7)));
        } else {
            put_byte((char)byte);
        }
    }
    put("\"");
}

static void put_string(const char *string)
{
    struct text text = {.bytes = (char *)string, .length = strlen(string)};
    put_literal(&text);
}

static void finish(const char *path)
{
    write_if_changed(path, &page);
    page.length = 0;
}

static void embed_sql(const char *header, const char *body)
{
    for (size_t i = 0; i < source_count; i++) {
        struct source *source = &sources[i];
        refuse_zero_bytes(source);
        source->name = base_name(source->path);
        require_identifier(source);
        read_statement(source);
    }
    sort_by_name();

    put("/* Made from the .sql files by ops/build/embed.c. */\n");
    put("#ifndef GEN_SQL_H\n#define GEN_SQL_H\n#include \"base/sql.h\"\n\n");
    for (size_t i = 0; i < source_count; i++)
        put("extern const struct sql SQL_%s; /* %s */\n", sources[i].name, sources[i].path);
    put("\nextern const struct sql *const SQL_ALL[];\nextern const int SQL_ALL_COUNT;\n#endif\n");
    finish(header);

    put("#include <stddef.h>\n#include \"gen/sql.h\"\n\n");
    for (size_t i = 0; i < source_count; i++) {
        put("const struct sql SQL_%s = {.name = \"%s\", .param_count = %d, .text =\n",
            sources[i].name, sources[i].name, sources[i].number);
        put_literal(&sources[i].content);
        put("};\n\n");
    }
    put("const struct sql *const SQL_ALL[] = {\n");
    for (size_t i = 0; i < source_count; i++)
        put("    &SQL_%s,\n", sources[i].name);
    put("    NULL,\n};\nconst int SQL_ALL_COUNT = %zu;\n", source_count);
    finish(body);
}

static void embed_migrations(const char *header, const char *body)
{
    for (size_t i = 0; i < source_count; i++) {
        struct source *source = &sources[i];
        refuse_zero_bytes(source);
        source->name = base_name(source->path);
        char *rest;
        source->number = (int)strtol(source->name, &rest, 10);
        if (rest - source->name != 4 || *rest != '_')
            die("%s: a migration is called NNNN_name.sql", source->path);
    }
    sort_by_name();
    for (size_t i = 0; i < source_count; i++)
        if (sources[i].number != (int)i + 1)
            die("%s: the next migration's number should be %04zu", sources[i].path, i + 1);

    put("/* Made from ops/migrations by ops/build/embed.c, in the order of their numbers. */\n");
    put("#ifndef GEN_MIGRATIONS_H\n#define GEN_MIGRATIONS_H\n");
    put("#include \"mall/migrate.h\"\n\n");
    put("extern const struct migration MIGRATIONS[];\nextern const int "
        "MIGRATIONS_COUNT;\n#endif\n");
    finish(header);

    put("#include \"gen/migrations.h\"\n\nconst struct migration MIGRATIONS[] = {\n");
    for (size_t i = 0; i < source_count; i++) {
        put("    {.number = %d, .name = ", sources[i].number);
        put_string(sources[i].name);
        put(", .text =\n");
        put_literal(&sources[i].content);
        put("},\n");
    }
    put("    {.number = 0},\n};\nconst int MIGRATIONS_COUNT = %zu;\n", source_count);
    finish(body);
}

static void embed_web(const char *header, const char *body)
{
    for (size_t i = 0; i < source_count; i++) {
        struct source *source = &sources[i];
        const char *slash = strchr(source->path, '/'); /* drops web/ and mall/ */
        source->name = must(strdup(slash ? slash + 1 : source->path));
    }
    sort_by_name();

    put("/* Made from web/ by ops/build/embed.c, sorted by path (strcmp). */\n");
    put("#ifndef GEN_WEB_H\n#define GEN_WEB_H\n#include \"base/asset.h\"\n#endif\n");
    finish(header);

    put("#include \"gen/web.h\"\n\nconst struct web_file WEB_FILES[] = {\n");
    for (size_t i = 0; i < source_count; i++) {
        put("    {.path = ");
        put_string(sources[i].name);
        put(", .length = %zu, .bytes = (const unsigned char *)\n", sources[i].content.length);
        put_literal(&sources[i].content);
        put("},\n");
    }
    put("    {.path = NULL},\n};\nconst int WEB_FILES_COUNT = %zu;\n", source_count);
    finish(body);
}

int main(int argc, char **argv)
{
    if (argc != 4)
        die("usage: embed sql|migrations|web OUT.h OUT.c < list");
    read_list();
    if (strcmp(argv[1], "sql") == 0)
        embed_sql(argv[2], argv[3]);
    else if (strcmp(argv[1], "migrations") == 0)
        embed_migrations(argv[2], argv[3]);
    else if (strcmp(argv[1], "web") == 0)
        embed_web(argv[2], argv[3]);
    else
        die("what is %s?", argv[1]);
    return 0;
}
