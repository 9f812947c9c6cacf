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
    for (size_t i = 0; i < found; i++) {
        if (text_length(all[i]) > 1)
            grams[(*count)++] = all[i];
    }
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

static bool find(struct task *task, const struct search *search, const struct page *page,
                 struct db_rows **rows, struct refusal *why)
{
    const char *county = search->county_code != NULL ? search->county_code : "";
    struct search_terms terms = {.word_count = 0};
    if (search->words != NULL)
        search_terms(task->arena, search->words, &terms);
    if (terms.word_count > 0)
        return db_query_class(task, DB_SLOW, &SQL_product_search,
                              DB_ARGS(DB_TEXTS(terms.grams, terms.gram_count),
                                      DB_TEXTS(terms.words, terms.word_count),
                                      DB_TEXT(search->category), DB_TEXT(county),
                                      PAGE_ARGS_DOWN(page)),
                              rows, why);
    if (search->category != NULL)
        return db_query_class(
            task, DB_SLOW, &SQL_product_of_category,
            DB_ARGS(DB_TEXT(search->category), DB_TEXT(county), PAGE_ARGS_DOWN(page)), rows, why);
    return db_query_class(task, DB_SLOW, &SQL_product_list,
                          DB_ARGS(DB_TEXT(county), PAGE_ARGS_DOWN(page)), rows, why);
}

/* All three ways have the cursor in the same place. */
static_assert((int)PRODUCT_LIST__VERSION_ID == (int)PRODUCT_OF_CATEGORY__VERSION_ID &&
                  (int)PRODUCT_LIST__VERSION_ID == (int)PRODUCT_SEARCH__VERSION_ID,
              "one cursor");

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
