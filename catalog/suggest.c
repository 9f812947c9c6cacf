#include "catalog/suggest.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/db.h"
#include "base/text.h"
#include "gen/catalog/sql.h"

/* ---- initials ---- */

/* The 3,755 commoner characters stand in GB 2312 in the order of their pinyin: where each initial
 * begins. No syllable begins with i, u or v. */
static const struct {
    unsigned code;
    char initial;
} BEGINNINGS[] = {
    {0xB0A1, 'a'}, {0xB0C5, 'b'}, {0xB2C1, 'c'}, {0xB4EE, 'd'}, {0xB6EA, 'e'}, {0xB7A2, 'f'},
    {0xB8C1, 'g'}, {0xB9FE, 'h'}, {0xBBF7, 'j'}, {0xBFA6, 'k'}, {0xC0AC, 'l'}, {0xC2E8, 'm'},
    {0xC4C3, 'n'}, {0xC5B6, 'o'}, {0xC5BE, 'p'}, {0xC6DA, 'q'}, {0xC8BB, 'r'}, {0xC8F6, 's'},
    {0xCBFA, 't'}, {0xCDDA, 'w'}, {0xCEF4, 'x'}, {0xD1B9, 'y'}, {0xD4D1, 'z'}, {0xD7FA, '\0'},
};

/* The rarer ones are ordered by their radical; of them those that names of produce and of counties
 * hold. Pairs of character and initial. */
static const char RARER[] =
    "勐m孚f岑c岚l岢k岷m峒d崆k嵩s晏y杞q枸g柘z栾l桦h梓z榄l榕r橄g橘j汶w沅y沐m泗s泸l泾j洮t涞l淅x"
    "湄m湟h溆x潢h濞b牦m璧b睢s砀d祜h秭z稞k芷z荞q蒗l蔺l蕲q藜l谟m迦j鄱p阆l阡q隰x颍y麟l";

static char initial_of_code(unsigned code)
{
    size_t i = 0;
    if (code < BEGINNINGS[0].code)
        return '\0';
    while (BEGINNINGS[i].initial != '\0' && code >= BEGINNINGS[i + 1].code)
        i++;
    return BEGINNINGS[i].initial;
}

/* Of one character of `length` bytes; 0 when it has none. */
static char initial_of(iconv_t to_gbk, const char *character, size_t length)
{
    unsigned char code[4];
    char *in = (char *)(uintptr_t)character, *out = (char *)code;
    size_t left = length, room = sizeof(code);
    if (length == 1)
        return (*character >= 'a' && *character <= 'z') || (*character >= '0' && *character <= '9')
                   ? *character
                   : '\0';
    const char *rare = memmem(RARER, sizeof(RARER) - 1, character, length);
    if (rare != NULL)
        return rare[length];
    if (to_gbk == (iconv_t)-1 || iconv(to_gbk, &in, &left, &out, &room) == (size_t)-1 ||
        room != sizeof(code) - 2)
        return '\0';
    return initial_of_code((unsigned)code[0] << 8 | code[1]);
}

/* Opening it reads files: once in a process, for its life. */
static iconv_t to_gbk_table(void)
{
    static bool opened;
    static iconv_t table;
    if (!opened)
        table = iconv_open("GBK", "UTF-8");
    opened = true;
    return table;
}

const char *suggest_initials(struct arena *arena, const char *text)
{
    const char *folded = text_fold(arena, text);
    char *initials = arena_alloc(arena, strlen(folded) + 1), *at = initials;
    iconv_t to_gbk = to_gbk_table();
    while (*folded != '\0') {
        size_t length = text_offset(folded, 1);
        char initial = initial_of(to_gbk, folded, length);
        if (initial != '\0')
            *at++ = initial;
        folded += length;
    }
    return initials;
}

/* ---- what is known ---- */

struct term {
    const char *kind, *name, *key;
    const char *folded, *initials;
    int64_t products;
    int order; /* of its kind */
};

static struct {
    struct arena *arena;
    struct term *terms; /* in the order in which they are offered */
    uint64_t *bytes;    /* of each term's folded name and initials: byte_set() */
    int count;
    int64_t made_ms;
    bool renewing; /* by a task of its own */
} known;

/* By the order in which they are offered: what leads furthest comes first. */
static int order_of(const char *kind)
{
    static const char *const KINDS[] = {"produce", "county", "producer"};
    int order = 0;
    while (order < 3 && strcmp(KINDS[order], kind) != 0)
        order++;
    return order;
}

/* Which bytes a text has, by their last six bits: what is not in the set of a name is no part of
 * it, and most names need not be looked through for that. */
static uint64_t byte_set(const char *text)
{
    uint64_t set = 0;
    for (; *text != '\0'; text++)
        set |= UINT64_C(1) << ((unsigned char)*text % 64);
    return set;
}

static struct term read_term(struct arena *arena, const struct db_rows *rows, int row)
{
    struct term term = {.kind = arena_strdup(arena, db_text(rows, row, PRODUCT_TERM_KIND)),
                        .name = arena_strdup(arena, db_text(rows, row, PRODUCT_TERM_NAME)),
                        .key = arena_strdup(arena, db_text(rows, row, PRODUCT_TERM_KEY)),
                        .products = db_i64(rows, row, PRODUCT_TERM_PRODUCTS)};
    term.order = order_of(term.kind);
    term.folded = text_fold(arena, term.name);
    term.initials = suggest_initials(arena, term.name);
    return term;
}

/* What leads furthest, then what leads to most. */
static int by_reach(const void *left, const void *right)
{
    const struct term *a = left, *b = right;
    if (a->order != b->order)
        return a->order - b->order;
    if (a->products != b->products)
        return a->products < b->products ? 1 : -1;
    return strcmp(a->name, b->name);
}

/* Reading waits, so others may have read them meanwhile: the last one stays. */
static bool read_all(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_product_term, DB_NO_ARGS, &rows, why))
        return false;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    int count = db_count(rows);
    struct term *terms = arena_array(arena, (size_t)count, sizeof(*terms));
    uint64_t *bytes = arena_array(arena, (size_t)count, sizeof(*bytes));
    for (int i = 0; i < count; i++)
        terms[i] = read_term(arena, rows, i);
    qsort(terms, (size_t)count, sizeof(*terms), by_reach);
    for (int i = 0; i < count; i++)
        bytes[i] = byte_set(terms[i].folded) | byte_set(terms[i].initials);
    arena_free(known.arena);
    known.arena = arena;
    known.terms = terms;
    known.bytes = bytes;
    known.count = count;
    known.made_ms = clock_mono_ms();
    return true;
}

static void renew(struct task *task, void *argument)
{
    struct refusal ignored; /* the old ones go on to serve */
    (void)argument;
    if (!read_all(task, &ignored))
        known.made_ms = clock_mono_ms();
    known.renewing = false;
}

/* Nobody who types waits for names to be read anew: what is too old serves until it is. */
static bool be_ready(struct task *task, struct refusal *why)
{
    if (known.arena == NULL)
        return read_all(task, why);
    if (!known.renewing && clock_mono_ms() - known.made_ms >= SUGGEST_AGE_MS)
        known.renewing = task_spawn(renew, NULL, SUGGEST_AGE_MS);
    return true;
}

/* ---- matching ---- */

/* How a name answers what was asked: it begins with it, holds it, or its initials begin with it. */
enum { RANKS = 3 };

static int rank_of(const struct term *term, const char *asked)
{
    const char *at = strstr(term->folded, asked);
    if (at != NULL)
        return at == term->folded ? 0 : 1;
    return strncmp(term->initials, asked, strlen(asked)) == 0 ? 2 : -1;
}

/* Something that is neither a sign nor a blank. */
static bool holds_letters(const char *asked)
{
    for (; *asked != '\0'; asked++)
        if ((unsigned char)*asked >= 0x80 || (*asked >= 'a' && *asked <= 'z') ||
            (*asked >= '0' && *asked <= '9'))
            return true;
    return false;
}

static json_t *term_json(const struct term *term)
{
    return json_pack("{s:s, s:s, s:s, s:I}", "kind", term->kind, "name", term->name, "key",
                     term->key, "products", (json_int_t)term->products);
}

json_t *suggest_json(struct task *task, const char *question, struct refusal *why)
{
    const char *asked = text_fold(task->arena, question);
    if (!be_ready(task, why))
        return NULL;
    json_t *items = json_array();
    if (!holds_letters(asked))
        return items;
    const struct term *found[RANKS][SUGGEST_LENGTH];
    int counts[RANKS] = {0};
    uint64_t bytes = byte_set(asked);
    /* In the order of the terms: nothing behind a full first rank is offered. */
    for (int i = 0; i < known.count && counts[0] < SUGGEST_LENGTH; i++) {
        if ((known.bytes[i] & bytes) != bytes)
            continue;
        int rank = rank_of(&known.terms[i], asked);
        if (rank >= 0 && counts[rank] < SUGGEST_LENGTH)
            found[rank][counts[rank]++] = &known.terms[i];
    }
    for (int rank = 0; rank < RANKS; rank++)
        for (int i = 0; i < counts[rank] && json_array_size(items) < SUGGEST_LENGTH; i++)
            json_array_append_new(items, term_json(found[rank][i]));
    return items;
}
