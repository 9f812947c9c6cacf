#include "catalog/search_plain.h"

#include <assert.h>

#include "gen/catalog/sql.h"

/* By enum search_sort each. */
static const struct sql *const OF_ALL[] = {&SQL_product_all, &SQL_product_all_cheap,
                                           &SQL_product_all_dear};
static const struct sql *const OF_CATEGORY[] = {
    &SQL_product_of_category, &SQL_product_of_category_cheap, &SQL_product_of_category_dear};
static const struct sql *const OF_COUNTY[] = {&SQL_product_of_county, &SQL_product_of_county_cheap,
                                              &SQL_product_of_county_dear};
static const struct sql *const OF_PRODUCER[] = {
    &SQL_product_of_producer, &SQL_product_of_producer_cheap, &SQL_product_of_producer_dear};

static_assert((int)PRODUCT_ALL__VERSION_ID == (int)PRODUCT_OF_PRODUCER_DEAR__VERSION_ID,
              "one list of columns");

bool search_is_plain(const struct search *search)
{
    int filters =
        (search->category != NULL) + (search->county_code != NULL) + (search->producer_id != 0);
    return filters <= 1 && search->season_day == NULL && search->counties == NULL &&
           search->price_low_fen == 0 && search->price_high_fen == 0;
}

/* The statements that take this filter, and its value; DB_NULL when there is none. */
static const struct sql *const *statements(const struct search *search, struct db_value *of)
{
    if (search->category != NULL) {
        *of = DB_TEXT(search->category);
        return OF_CATEGORY;
    }
    if (search->county_code != NULL) {
        *of = DB_TEXT(search->county_code);
        return OF_COUNTY;
    }
    if (search->producer_id != 0) {
        *of = DB_I64(search->producer_id);
        return OF_PRODUCER;
    }
    return OF_ALL;
}

bool search_plain(struct task *task, const struct search *search,
                  const struct search_cursor *cursor, int limit, struct db_rows **rows,
                  struct refusal *why)
{
    struct db_value args[4], of = DB_NULL;
    const struct sql *const *by = statements(search, &of);
    int count = 0;
    if (search->sort != SEARCH_NEWEST)
        args[count++] = DB_I64(cursor->price_fen);
    args[count++] = DB_I64(cursor->version_id);
    args[count++] = DB_I64(limit);
    if (by != OF_ALL)
        args[count++] = of;
    return db_query(task, by[search->sort], args, count, rows, why);
}
