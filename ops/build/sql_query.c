#include "ops/build/sql_query.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops/build/text.h"

struct parser {
    const char *path;
    const struct sql_token *first, *at;
    struct query *query;
};

struct place { /* where in a statement */
    int level;
    bool is_query;  /* words like `from` begin clauses */
    bool in_from;   /* a comma begins another item */
    bool is_delete; /* `using` begins a FROM list */
};

static const char QUERY_WORDS[] = "select with values insert update delete ";
static const char SET_WORDS[] = "union except intersect ";
static const char FROM_ENDS[] =
    "where group having order limit offset set returning for values window ";
static const char NO_ALIAS[] =
    "on using where group having order limit offset set returning for left right full inner "
    "cross join natural union except intersect window values select default with ";

static void parse_query(struct parser *p, struct query_level level);
static void parse_tokens(struct parser *p, struct place *place);

static int next_of(struct parser *p, int *count)
{
    if (*count == QUERY_MAX)
        die("%s: too long a statement", p->path);
    return (*count)++;
}

static bool take(struct parser *p, const char *text)
{
    if (!sql_is(p->at, text))
        return false;
    p->at++;
    return true;
}

static void expect(struct parser *p, const char *text)
{
    if (!take(p, text))
        die("%s:%d: %s is missing before %s", p->path, p->at->line, text, p->at->text);
}

static bool before_is(const struct parser *p, const char *words)
{
    return p->at > p->first && sql_is_one_of(p->at - 1, words);
}

/* ---- tables ---- */

/* `name` or `schema.name` */
static const char *parse_name(struct parser *p)
{
    const char *name = p->at++->text;
    if (!take(p, "."))
        return name;
    char *whole;
    if (asprintf(&whole, "%s.%s", name, p->at++->text) < 0)
        die("out of memory");
    return whole;
}

static void add_use(struct parser *p, const char *table, bool is_write)
{
    p->query->uses[next_of(p, &p->query->use_count)] =
        (struct query_use){.table = table, .is_write = is_write, .line = p->at->line};
}

static int cte_named(const struct query *query, const char *name)
{
    for (int i = query->cte_count - 1; i >= 0; i--)
        if (strcmp(query->ctes[i], name) == 0)
            return i;
    return -1;
}

static int add_item(struct parser *p, int level)
{
    int item = next_of(p, &p->query->item_count);
    p->query->items[item] =
        (struct query_item){.level = level, .line = p->at->line, .alias = "", .cte = -1};
    return item;
}

static void skip_parentheses(struct parser *p)
{
    int depth = 0;
    do {
        depth += sql_is(p->at, "(") - sql_is(p->at, ")");
        p->at++;
    } while (depth > 0 && p->at->kind != SQL_END);
}

static void parse_alias(struct parser *p, struct query_item *item)
{
    if (sql_is(p->at, "with") && sql_is(p->at + 1, "ordinality"))
        p->at += 2;
    bool said = take(p, "as");
    if (p->at->kind != SQL_WORD || (!said && sql_is_one_of(p->at, NO_ALIAS)))
        return;
    item->alias = p->at++->text;
    if (sql_is(p->at, "("))
        skip_parentheses(p);
}

/* A table that is read, or that an update or delete writes. */
static void parse_table(struct parser *p, int level, bool is_write)
{
    int index = add_item(p, level);
    struct query_item *item = &p->query->items[index];
    const char *name = parse_name(p);
    item->alias = name;
    if (sql_is(p->at, "(")) {
        struct place arguments = {.level = level};
        p->at++;
        parse_tokens(p, &arguments);
        expect(p, ")");
    } else {
        item->cte = is_write ? -1 : cte_named(p->query, name);
        if (item->cte < 0) {
            item->table = name;
            add_use(p, name, is_write);
        }
    }
    parse_alias(p, item);
}

static void parse_item(struct parser *p, struct place *place)
{
    while (sql_is_one_of(p->at, "only lateral "))
        p->at++;
    if (!sql_is(p->at, "(")) {
        parse_table(p, place->level, false);
        return;
    }
    p->at++;
    if (sql_is_one_of(p->at, QUERY_WORDS)) {
        int item = add_item(p, place->level);
        parse_query(p, (struct query_level){.parent = place->level, .derives = item, .cte = -1});
        expect(p, ")");
        parse_alias(p, &p->query->items[item]);
    } else { /* joins in parentheses */
        struct place inner = {.level = place->level, .in_from = true};
        parse_item(p, &inner);
        parse_tokens(p, &inner);
        expect(p, ")");
    }
}

/* ---- links ---- */

/* The operand that ends before `end`, or begins at `begin`. */
static bool operand(const struct sql_token *end, const struct sql_token *first,
                    struct query_side *side)
{
    if (end < first || (end->kind != SQL_WORD && end->kind != SQL_PARAMETER))
        return false;
    side->column = end->text;
    side->alias = NULL;
    if (end - first >= 2 && sql_is(end - 1, ".") && end[-2].kind == SQL_WORD)
        side->alias = end[-2].text;
    return true;
}

static void parse_equality(struct parser *p, int level)
{
    struct query_link link = {.level = level};
    const struct sql_token *right = p->at + 1;
    if (sql_is(right + (right->kind != SQL_END), ".") && right[2].kind == SQL_WORD)
        right += 2;
    bool is_call = right->kind != SQL_END && sql_is(right + 1, "(");
    if (!is_call && operand(p->at - 1, p->first, &link.left) &&
        operand(right, p->at + 1, &link.right))
        p->query->links[next_of(p, &p->query->link_count)] = link;
    p->at++;
}

/* `join b using (order_id, county_code)`: the new item and the one before it. */
static void parse_using(struct parser *p, int level)
{
    struct query *query = p->query;
    assert(query->item_count >= 2);
    for (p->at++; p->at->kind != SQL_END && !sql_is(p->at, ")"); p->at++)
        if (p->at->kind == SQL_WORD)
            query->links[next_of(p, &query->link_count)] = (struct query_link){
                .level = level,
                .left = {query->items[query->item_count - 2].alias, p->at->text},
                .right = {query->items[query->item_count - 1].alias, p->at->text}};
    expect(p, ")");
}

/* ---- statements ---- */

static void parse_parentheses(struct parser *p, int level)
{
    struct place inner = {.level = level};
    p->at++;
    if (sql_is_one_of(p->at, QUERY_WORDS))
        parse_query(p, (struct query_level){.parent = level, .derives = -1, .cte = -1});
    else
        parse_tokens(p, &inner);
    expect(p, ")");
}

/* The words that begin something with tables. False: none did. */
static bool parse_clause(struct parser *p, struct place *place)
{
    if (sql_is(p->at, "insert") && sql_is(p->at + 1, "into")) {
        p->at += 2;
        add_use(p, parse_name(p), true);
        if (take(p, "as"))
            p->at++;
        if (sql_is(p->at, "("))
            skip_parentheses(p);
    } else if (sql_is(p->at, "copy") && p->at == p->first) {
        p->at++;
        add_use(p, parse_name(p), true);
        while (p->at->kind != SQL_END)
            p->at++;
    } else if (sql_is(p->at, "update") && !before_is(p, "for key do ")) {
        p->at++;
        parse_table(p, place->level, true);
    } else if (sql_is(p->at, "delete") && sql_is(p->at + 1, "from")) {
        p->at += 2;
        place->is_delete = true;
        parse_table(p, place->level, true);
    } else if (sql_is(p->at, "from") && !before_is(p, "distinct ")) {
        p->at++;
        place->in_from = true;
        parse_item(p, place);
    } else if (sql_is(p->at, "using") && place->is_delete && !sql_is(p->at + 1, "(")) {
        p->at++;
        place->in_from = true;
        parse_item(p, place);
    } else
        return false;
    return true;
}

/* Everything up to the parenthesis that closes, the next branch, or the end. */
static void parse_tokens(struct parser *p, struct place *place)
{
    while (p->at->kind != SQL_END && !sql_is(p->at, ")") && !sql_is_one_of(p->at, SET_WORDS)) {
        if (place->is_query && parse_clause(p, place))
            continue;
        if (sql_is(p->at, "("))
            parse_parentheses(p, place->level);
        else if (sql_is(p->at, "="))
            parse_equality(p, place->level);
        else if (place->in_from && sql_is(p->at, "using") && sql_is(p->at + 1, "(")) {
            p->at++;
            parse_using(p, place->level);
        } else if (place->in_from && (sql_is(p->at, "join") || sql_is(p->at, ","))) {
            p->at++;
            parse_item(p, place);
        } else {
            if (sql_is_one_of(p->at, FROM_ENDS))
                place->in_from = false;
            p->at++;
        }
    }
}

static void parse_branch(struct parser *p, struct query_level level)
{
    struct place place = {.level = next_of(p, &p->query->level_count), .is_query = true};
    p->query->levels[place.level] = level;
    parse_tokens(p, &place);
}

static void parse_with(struct parser *p, int parent)
{
    take(p, "recursive");
    do {
        int cte = next_of(p, &p->query->cte_count);
        p->query->ctes[cte] = p->at++->text;
        if (sql_is(p->at, "("))
            skip_parentheses(p);
        expect(p, "as");
        take(p, "not");
        take(p, "materialized");
        expect(p, "(");
        parse_query(p, (struct query_level){.parent = parent, .derives = -1, .cte = cte});
        expect(p, ")");
    } while (take(p, ","));
}

static void parse_query(struct parser *p, struct query_level level)
{
    if (take(p, "with"))
        parse_with(p, level.parent);
    parse_branch(p, level);
    while (sql_is_one_of(p->at, SET_WORDS)) {
        p->at++;
        parse_branch(p, level);
    }
}

struct query *sql_query(const char *path, const char *text)
{
    struct parser parser = {.path = path, .query = must(calloc(1, sizeof(struct query)))};
    parser.first = parser.at = sql_tokens(path, text);
    parse_query(&parser, (struct query_level){.parent = -1, .derives = -1, .cte = -1});
    if (parser.at->kind != SQL_END)
        die("%s:%d: %s closes nothing", path, parser.at->line, parser.at->text);
    return parser.query;
}
