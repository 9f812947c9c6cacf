#include "catalog/search.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "catalog/face.h"
#include "catalog/facet.h"
#include "catalog/search_plain.h"
#include "gen/catalog/sql.h"

void search_terms(struct arena *arena, const char *question, struct search_terms *terms)
{
    char *at = text_fold(arena, question);
    const char **words = arena_array(arena, SEARCH_MAX_WORDS, sizeof(*words));
    *terms = (struct search_terms){.words = words};
    while (*at != '\0' && terms->word_count < SEARCH_MAX_WORDS) {
        char *end = strchrnul(at, ' ');
        const char *word = arena_memdup(arena, at, (size_t)(end - at));
        if (*word != '\0')
            words[terms->word_count++] = word;
        at = *end == '\0' ? end : end + 1;
    }
}

/* All walks have the same members in the same places. */
static_assert((int)PRODUCT_LIST__VERSION_ID == (int)PRODUCT_LIST_CHEAP__VERSION_ID &&
                  (int)PRODUCT_LIST__VERSION_ID == (int)PRODUCT_LIST_DEAR__VERSION_ID &&
                  (int)PRODUCT_LIST__PLACE == (int)PRODUCT_LIST_CHEAP__PLACE &&
                  (int)PRODUCT_LIST__PLACE == (int)PRODUCT_LIST_DEAR__PLACE &&
                  (int)PRODUCT_LIST_PRICE_FROM_FEN == (int)PRODUCT_LIST_CHEAP_PRICE_FROM_FEN &&
                  (int)PRODUCT_LIST_PRICE_FROM_FEN == (int)PRODUCT_LIST_DEAR_PRICE_FROM_FEN,
              "one walk");

/* By enum search_sort. */
static const int SIGNS[] = {0, 1, -1};

static bool find_cursor(struct task *task, const struct search *search, const struct page *page,
                        struct search_cursor *cursor, struct refusal *why)
{
    struct db_rows *rows;
    int64_t first = search->sort == SEARCH_CHEAPEST ? 0 : INT64_MAX;
    *cursor = (struct search_cursor){first, first};
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

static void take(struct search_found *found, const struct db_rows *rows, int row,
                 int64_t version_id)
{
    json_array_append_new(found->items, db_row_json(rows, row));
    found->version_ids[found->count++] = version_id;
}

/* ---- by several filters or by words: planned for what is asked ---- */

/* What words find costs what it costs: searches stand in a line of their own, so that no list waits
 * behind them. */
static bool ask_words(struct task *task, const struct search_terms *terms, const struct sql *sql,
                      const struct db_value *args, int count, struct db_rows **rows,
                      struct refusal *why)
{
    return db_query_class(task, terms->word_count > 0 ? DB_SEARCH : DB_SLOW, sql, args, count, rows,
                          why);
}

static struct db_value id_or_null(int64_t id)
{
    return id != 0 ? DB_I64(id) : DB_NULL;
}

static struct db_value county_array(const struct search *search)
{
    return search->counties != NULL ? DB_TEXTS(search->counties, search->county_count) : DB_NULL;
}

static int64_t highest(const struct search *search)
{
    return search->price_high_fen != 0 ? search->price_high_fen : INT64_MAX;
}

/* At most `limit` rows of the next `looked` behind the cursor. */
static bool ask_walk(struct task *task, const struct search *search,
                     const struct search_terms *terms, const struct search_cursor *cursor,
                     int limit, int looked, struct db_rows **rows, struct refusal *why)
{
    struct db_value behind = DB_I64(cursor->version_id), shown = DB_I64(limit),
                    category = DB_TEXT(search->category), county = DB_TEXT(search->county_code),
                    producer = id_or_null(search->producer_id), day = DB_TEXT(search->season_day),
                    counties = county_array(search), low = DB_I64(search->price_low_fen),
                    high = DB_I64(highest(search)),
                    words = DB_TEXTS(terms->words, terms->word_count);
    if (search->sort == SEARCH_NEWEST)
        return ask_words(task, terms, &SQL_product_list,
                         DB_ARGS(behind, shown, category, county, producer, day, counties, low,
                                 high, words, DB_I64(looked)),
                         rows, why);
    return ask_words(task, terms,
                     search->sort == SEARCH_CHEAPEST ? &SQL_product_list_cheap
                                                     : &SQL_product_list_dear,
                     DB_ARGS(DB_I64(cursor->price_fen), behind, shown, category, county, producer,
                             day, counties, low, high, words, DB_I64(looked)),
                     rows, why);
}

/* Takes what is found among the next `looked` of the list's order. Moves the cursor behind what was
 * looked at; `more` says whether there may be any behind it. */
static bool walk(struct task *task, const struct search *search, const struct search_terms *terms,
                 int looked, int limit, struct search_cursor *cursor, struct search_found *found,
                 bool *more, struct refusal *why)
{
    struct db_rows *rows;
    if (!ask_walk(task, search, terms, cursor, limit - found->count, looked, &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        *cursor = (struct search_cursor){db_i64(rows, i, PRODUCT_LIST_PRICE_FROM_FEN),
                                         db_i64(rows, i, PRODUCT_LIST__VERSION_ID)};
        if (db_bool(rows, i, PRODUCT_LIST__HOLDS))
            take(found, rows, i, cursor->version_id);
    }
    int last = db_count(rows) - 1;
    *more =
        found->count == limit || (last >= 0 && db_i64(rows, last, PRODUCT_LIST__PLACE) == looked);
    return true;
}

/* By the index of characters, when no more texts than SEARCH_RARE hold the words: `all` says
 * whether that is so, and what was found is then the page. */
static bool find_rare(struct task *task, const struct search *search,
                      const struct search_terms *terms, const struct search_cursor *cursor,
                      int limit, struct search_found *found, bool *all, struct refusal *why)
{
    struct db_rows *rows;
    if (!ask_words(task, terms, &SQL_product_search,
                   DB_ARGS(DB_TEXTS(terms->words, terms->word_count), DB_TEXT(search->category),
                           DB_TEXT(search->county_code), DB_I64(SIGNS[search->sort]),
                           DB_I64(cursor->price_fen), DB_I64(cursor->version_id), DB_I64(limit),
                           id_or_null(search->producer_id), DB_TEXT(search->season_day),
                           county_array(search), DB_I64(search->price_low_fen),
                           DB_I64(highest(search)), DB_I64(SEARCH_RARE + 1)),
                   &rows, why))
        return false;
    *all = db_count(rows) == 0 || !db_is_null(rows, 0, PRODUCT_SEARCH__VERSION_ID);
    if (!*all)
        return true;
    json_array_clear(found->items);
    found->count = 0;
    for (int i = 0; i < db_count(rows); i++)
        take(found, rows, i, db_i64(rows, i, PRODUCT_SEARCH__VERSION_ID));
    return true;
}

static int64_t last_id(const struct search_found *found)
{
    return found->version_ids[found->count - 1];
}

static bool find_words(struct task *task, const struct search *search,
                       const struct search_terms *terms, struct search_cursor cursor, int limit,
                       struct search_found *found, struct refusal *why)
{
    struct search_cursor at = cursor;
    bool more, all = false;
    if (!walk(task, search, terms, SEARCH_WALK, limit, &at, found, &more, why))
        return false;
    if (!more || found->count == limit)
        return true;
    if (!find_rare(task, search, terms, &cursor, limit, found, &all, why) || all)
        return all;
    for (int looked = 2 * SEARCH_WALK, far = SEARCH_WALK;
         more && found->count < limit && far < SEARCH_FAR; far += looked, looked *= 2)
        if (!walk(task, search, terms, looked, limit, &at, found, &more, why))
            return false;
    if (more)
        found->next = at.version_id;
    return true;
}

static bool find_plain(struct task *task, const struct search *search,
                       const struct search_cursor *cursor, int limit, struct search_found *found,
                       struct refusal *why)
{
    struct db_rows *rows;
    if (!search_plain(task, search, cursor, limit, &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++)
        take(found, rows, i, db_i64(rows, i, PRODUCT_ALL__VERSION_ID));
    return true;
}

static bool find_mixed(struct task *task, const struct search *search,
                       const struct search_terms *terms, struct search_cursor cursor, int limit,
                       struct search_found *found, struct refusal *why)
{
    bool more;
    if (terms->word_count > 0)
        return find_words(task, search, terms, cursor, limit, found, why);
    return walk(task, search, terms, limit, limit, &cursor, found, &more, why);
}

bool search_products(struct task *task, const struct search *search, const struct page *page,
                     struct search_found *found, struct refusal *why)
{
    struct search_terms terms = {.word_count = 0};
    struct search_cursor cursor;
    if (!find_cursor(task, search, page, &cursor, why))
        return false;
    if (search->words != NULL)
        search_terms(task->arena, search->words, &terms);
    *found = (struct search_found){.items = json_array()};
    found->version_ids = arena_array(task->arena, (size_t)page->limit, sizeof(int64_t));
    bool ok = terms.word_count == 0 && search_is_plain(search)
                  ? find_plain(task, search, &cursor, page->limit, found, why)
                  : find_mixed(task, search, &terms, cursor, page->limit, found, why);
    if (!ok)
        json_decref(found->items);
    else if (found->count == page->limit)
        found->next = last_id(found);
    return ok;
}

/* ---- how much each choice leaves ---- */

/* Whether what holds the words is met soon on the way of the newest, and too often for all of it to
 * be found by characters; without words it is. */
static bool are_common(struct task *task, const struct search_terms *terms, bool *common,
                       struct refusal *why)
{
    struct db_rows *rows, *all;
    *common = true;
    if (terms->word_count == 0)
        return true;
    if (!ask_words(task, terms, &SQL_product_common,
                   DB_ARGS(DB_TEXTS(terms->words, terms->word_count), DB_I64(SEARCH_FACETS_PROBE)),
                   &rows, why) ||
        !ask_words(task, terms, &SQL_product_on_sale, DB_NO_ARGS, &all, why))
        return false;
    int64_t hits = db_i64(rows, 0, PRODUCT_COMMON_PRODUCTS),
            on_sale = db_i64(all, 0, PRODUCT_ON_SALE_PRODUCTS);
    *common = hits * SEARCH_FACETS_SHARE >= SEARCH_FACETS_PROBE &&
              hits * on_sale > (int64_t)SEARCH_FACETS_PROBE * SEARCH_FACETS_RARE;
    return true;
}

/* What is counted: of each its facet and its price. */
static bool ask_facets(struct task *task, const struct search_terms *terms, bool common,
                       struct facet_hits *hits, struct refusal *why)
{
    struct db_rows *rows;
    struct db_value most = DB_I64(SEARCH_FACETS_MAX),
                    words = DB_TEXTS(terms->words, terms->word_count);
    bool asked = common ? ask_words(task, terms, &SQL_product_facets_walked,
                                    DB_ARGS(most, words, DB_I64(SEARCH_FACETS_WALK)), &rows, why)
                        : ask_words(task, terms, &SQL_product_facets_found, DB_ARGS(most, words),
                                    &rows, why);
    if (!asked)
        return false;
    hits->facets = db_i64s(task->arena, rows, 0, PRODUCT_FACETS_FOUND_FACETS, &hits->count);
    hits->prices = db_i64s(task->arena, rows, 0, PRODUCT_FACETS_FOUND_PRICES, &hits->count);
    return true;
}

/* Both statements have the same columns. */
static_assert((int)PRODUCT_FACETS_FOUND_PRICES == (int)PRODUCT_FACETS_WALKED_PRICES &&
                  (int)PRODUCT_FACETS_FOUND_FACETS == (int)PRODUCT_FACETS_WALKED_FACETS,
              "what is counted");

/* Whether there may be more than was looked at: as many as are looked at at most, or of common
 * words more than were walked by. */
static bool look_beyond(struct task *task, const struct search_terms *terms, bool common,
                        json_t *facets, struct refusal *why)
{
    struct db_rows *rows;
    json_int_t looked_at = json_integer_value(json_object_get(facets, "looked_at"));
    bool more = looked_at >= SEARCH_FACETS_MAX;
    if (!more && common && terms->word_count > 0) {
        if (!ask_words(task, terms, &SQL_product_beyond, DB_ARGS(DB_I64(SEARCH_FACETS_WALK)), &rows,
                       why))
            return false;
        more = db_count(rows) > 0;
    }
    json_object_set_new(facets, "at_least", json_boolean(more));
    return true;
}

json_t *search_facets_json(struct task *task, const struct search *search, bool only_deliverable,
                           struct refusal *why)
{
    struct facet_hits hits;
    struct search_terms terms = {.word_count = 0};
    bool common;
    if (search->words != NULL)
        search_terms(task->arena, search->words, &terms);
    if (!are_common(task, &terms, &common, why) || !ask_facets(task, &terms, common, &hits, why))
        return NULL;
    json_t *facets = facet_counts_json(task, search, only_deliverable, &hits, why);
    if (facets == NULL || look_beyond(task, &terms, common, facets, why))
        return facets;
    json_decref(facets);
    return NULL;
}

/* ---- categories ---- */

json_t *search_categories_json(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_product_categories, DB_ARGS(DB_TEXT(face_today(task->arena))), &rows,
                  why))
        return NULL;
    return db_rows_json(rows);
}
