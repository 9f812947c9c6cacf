#include "catalog/search.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "gen/catalog/sql.h"

enum { GRAMS_MAX = 600 };

const char **search_grams(struct arena *arena, const char *text, size_t *count)
{
    return text_bigrams(arena, text, GRAMS_MAX, count);
}

/* Appends the pairs of one word; single characters are left out. */
static void add_pairs(struct arena *arena, const char *word, const char **grams, size_t *count)
{
    size_t found;
    const char **all = text_bigrams(arena, word, SEARCH_MAX_POINTS, &found);
    for (size_t i = 0; i < found; i++)
        if (text_length(all[i]) > 1)
            grams[(*count)++] = all[i];
}

void search_terms(struct arena *arena, const char *question, struct search_terms *terms)
{
    char *at = text_fold(arena, question);
    const char **words = arena_array(arena, SEARCH_MAX_WORDS, sizeof(*words));
    const char **grams = arena_array(arena, SEARCH_MAX_WORDS * SEARCH_MAX_POINTS, sizeof(*grams));
    *terms = (struct search_terms){.words = words, .grams = grams};
    while (*at != '\0' && terms->word_count < SEARCH_MAX_WORDS) {
        char *end = strchrnul(at, ' ');
        const char *word = arena_memdup(arena, at, (size_t)(end - at));
        if (*word != '\0') {
            words[terms->word_count++] = word;
            add_pairs(arena, word, grams, &terms->gram_count);
        }
        at = *end == '\0' ? end : end + 1;
    }
}

/* All ways have the cursor in the same place. */
static_assert((int)PRODUCT_LIST__VERSION_ID == (int)PRODUCT_LIST_CHEAP__VERSION_ID &&
                  (int)PRODUCT_LIST__VERSION_ID == (int)PRODUCT_LIST_DEAR__VERSION_ID &&
                  (int)PRODUCT_LIST__VERSION_ID == (int)PRODUCT_OF_CATEGORY__VERSION_ID &&
                  (int)PRODUCT_LIST__VERSION_ID == (int)PRODUCT_OF_CATEGORY_CHEAP__VERSION_ID &&
                  (int)PRODUCT_LIST__VERSION_ID == (int)PRODUCT_OF_CATEGORY_DEAR__VERSION_ID &&
                  (int)PRODUCT_LIST__VERSION_ID == (int)PRODUCT_OF_COUNTY__VERSION_ID &&
                  (int)PRODUCT_LIST__VERSION_ID == (int)PRODUCT_OF_COUNTY_BY_PRICE__VERSION_ID &&
                  (int)PRODUCT_LIST__VERSION_ID == (int)PRODUCT_SEARCH__VERSION_ID,
              "one cursor");

/* By enum search_sort. */
static const int SIGNS[] = {0, 1, -1};

/* What a page begins behind. */
struct cursor {
    int64_t price_fen, version_id;
};

static bool find_cursor(struct task *task, const struct search *search, const struct page *page,
                        struct cursor *cursor, struct refusal *why)
{
    struct db_rows *rows;
    int64_t first = search->sort == SEARCH_CHEAPEST ? 0 : INT64_MAX;
    *cursor = (struct cursor){first, first};
    if (page->after == 0)
        return true;
    cursor->version_id = page->after;
    if (search->sort == SEARCH_NEWEST)
        return true;
    if (!db_query(task, &SQL_product_price, DB_ARGS(DB_I64(page->after)), &rows, why))
        return false;
    if (db_count(rows) > 0)
        cursor->price_fen = db_i64(rows, 0, PRODUCT_PRICE_PRICE_FROM_FEN);
    return true;
}

static bool ask(struct task *task, const struct sql *sql, const struct db_value *args, int count,
                struct db_rows **rows, struct refusal *why)
{
    return db_query_class(task, DB_SLOW, sql, args, count, rows, why);
}

/* The newest come by version alone. */
static bool find_newest(struct task *task, const struct search *search, const struct cursor *cursor,
                        int limit, struct db_rows **rows, struct refusal *why)
{
    struct db_value county = DB_TEXT(search->county_code), category = DB_TEXT(search->category),
                    behind = DB_I64(cursor->version_id), shown = DB_I64(limit);
    if (search->county_code != NULL)
        return ask(task, &SQL_product_of_county, DB_ARGS(county, category, behind, shown), rows,
                   why);
    if (search->category != NULL)
        return ask(task, &SQL_product_of_category, DB_ARGS(category, behind, shown), rows, why);
    return ask(task, &SQL_product_list, DB_ARGS(behind, shown), rows, why);
}

static bool find_by_price(struct task *task, const struct search *search,
                          const struct cursor *cursor, int limit, struct db_rows **rows,
                          struct refusal *why)
{
    struct db_value county = DB_TEXT(search->county_code), category = DB_TEXT(search->category),
                    price = DB_I64(cursor->price_fen), behind = DB_I64(cursor->version_id),
                    shown = DB_I64(limit);
    bool cheap = search->sort == SEARCH_CHEAPEST;
    if (search->county_code != NULL)
        return ask(task, &SQL_product_of_county_by_price,
                   DB_ARGS(county, category, DB_I64(SIGNS[search->sort]), price, behind, shown),
                   rows, why);
    if (search->category != NULL)
        return ask(task, cheap ? &SQL_product_of_category_cheap : &SQL_product_of_category_dear,
                   DB_ARGS(category, price, behind, shown), rows, why);
    return ask(task, cheap ? &SQL_product_list_cheap : &SQL_product_list_dear,
               DB_ARGS(price, behind, shown), rows, why);
}

static bool find(struct task *task, const struct search *search, const struct page *page,
                 struct db_rows **rows, struct refusal *why)
{
    struct search_terms terms = {.word_count = 0};
    struct cursor cursor;
    if (!find_cursor(task, search, page, &cursor, why))
        return false;
    if (search->words != NULL)
        search_terms(task->arena, search->words, &terms);
    if (terms.word_count > 0)
        return ask(task, &SQL_product_search,
                   DB_ARGS(DB_TEXTS(terms.grams, terms.gram_count),
                           DB_TEXTS(terms.words, terms.word_count), DB_TEXT(search->category),
                           DB_TEXT(search->county_code), DB_I64(SIGNS[search->sort]),
                           DB_I64(cursor.price_fen), DB_I64(cursor.version_id),
                           DB_I64(page->limit)),
                   rows, why);
    return search->sort == SEARCH_NEWEST
               ? find_newest(task, search, &cursor, page->limit, rows, why)
               : find_by_price(task, search, &cursor, page->limit, rows, why);
}

json_t *search_products_json(struct task *task, const struct search *search,
                             const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    return find(task, search, page, &rows, why) ? page_json(page, rows, PRODUCT_LIST__VERSION_ID)
                                                : NULL;
}

json_t *search_categories_json(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_product_categories, DB_NO_ARGS, &rows, why))
        return NULL;
    return db_rows_json(rows);
}
