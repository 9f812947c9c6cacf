#include "registry/household_search.h"

#include <string.h>

#include "base/crypto.h"
#include "base/db.h"
#include "base/id.h"
#include "base/text.h"
#include "gen/registry/sql.h"
#include "registry/access_trail.h"
#include "registry/household.h"
#include "registry/household_name.h"
#include "registry/identifier.h"
#include "registry/mask.h"
#include "registry/permission.h"
#include "registry/region.h"

enum { COUNTY_DIGITS = 6, VILLAGE_DIGITS = 12, NUMBER_MAX = 40, ID_CARD_LEAST = 14 };

/* What was typed in, by what it looks like. */
struct wanted {
    const char *by;
    const char *purpose; /* of the hash */
    const char *text;    /* that is hashed */
    const struct sql *sql;
};

/* ---- what it is ---- */

static bool is_number(const char *text)
{
    size_t letters = 0, digits = 0;
    for (; *text != '\0'; text++) {
        bool digit = *text >= '0' && *text <= '9', letter = *text >= 'A' && *text <= 'Z';
        if (!digit && !letter && *text != '-')
            return false;
        digits += digit;
        letters += letter;
    }
    return digits >= 3 && letters > 0;
}

static bool looks_like_id_card(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits >= ID_CARD_LEAST && strspn(text + digits, "0123456789X") == strlen(text + digits);
}

static bool want_name(struct arena *arena, const char *value, struct wanted *wanted,
                      struct refusal *why)
{
    const char *form = household_name_form(arena, value);
    *wanted = (struct wanted){"name", MEMBER_NAME, form, &SQL_household_search_name};
    /* one character is every second person of a village */
    if (form[0] == '\0' || form[strcspn(form, "0123456789")] != '\0' || text_length(form) < 2)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "value",
                             "请输入完整的姓名、身份证号、手机号或户编号");
    return true;
}

/* "" = none, so that the value is a name. */
static bool want(struct arena *arena, const char *value, struct wanted *wanted, struct refusal *why)
{
    char *text = arena_alloc(arena, NUMBER_MAX + 1), *whole = arena_alloc(arena, 19);
    if (!identifier_canonical(value, text, NUMBER_MAX + 1))
        return want_name(arena, value, wanted, why);
    if (identifier_is_mobile(text)) {
        *wanted = (struct wanted){"phone", HOUSEHOLD_PHONE, text, &SQL_household_search_phone};
        return true;
    }
    if (looks_like_id_card(text)) {
        *wanted =
            (struct wanted){"id_number", MEMBER_ID_NUMBER, whole, &SQL_household_search_id_number};
        return identifier_id_card_whole(text, whole) ||
               refuse_detail(why, &REFUSAL_INVALID_FIELD, "value",
                             "证件号有误：身份证 18 位或 15 位，残疾人证 20 位");
    }
    if (is_number(text)) {
        *wanted = (struct wanted){"household_no", NULL, text, &SQL_household_search_number};
        return true;
    }
    return want_name(arena, value, wanted, why);
}

/* ---- who may ---- */

static bool may(const struct session *session, const struct household_search *search,
                struct refusal *why)
{
    size_t digits = strlen(search->region_code);
    struct scope scope = {.region_code = search->region_code};
    if (digits < COUNTY_DIGITS || digits > VILLAGE_DIGITS)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "region_code", "请选择县、乡镇或村");
    if (!access_trail_is_purpose(search->purpose))
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "purpose", "请选择查找用途");
    return permission_require(session, RIGHT_HOUSEHOLD_FIND, &scope, why);
}

/* A search is a subject of its own, so that the trail counts searches and not what they found. */
static bool leave_trail(struct task *task, const struct session *session,
                        const struct household_search *search, const char *county, const char *by,
                        struct refusal *why)
{
    struct access_reading reading = {
        .account_id = session->account_id,
        .purpose = search->purpose,
        .subject = "household_search",
        .subject_id = id_next(),
        .county_code = county,
        .fields = arena_printf(task->arena, "%s,%s", by, search->region_code)};
    return access_trail_open(task, &reading, "MALL_SEARCH_DAILY", why);
}

/* ---- what is found ---- */

/* Every statement of a search has these columns, in this order. */
enum {
    ITEM_ID = HOUSEHOLD_SEARCH_NAME_HOUSEHOLD_ID,
    ITEM_VILLAGE = HOUSEHOLD_SEARCH_NAME_VILLAGE_CODE,
    ITEM_MEMBER = HOUSEHOLD_SEARCH_NAME_MEMBER_NO,
    ITEM_NAME = HOUSEHOLD_SEARCH_NAME__NAME
};

static const char *open_name(struct task *task, const struct db_rows *rows, int row)
{
    struct crypto_place place =
        CRYPTO_PART(MEMBER_NAME, db_i64(rows, row, ITEM_ID), db_i64(rows, row, ITEM_MEMBER));
    size_t length;
    const void *sealed = db_bytes(rows, row, ITEM_NAME, &length);
    const char *name = crypto_open_at(task->arena, place, sealed, length);
    return name != NULL ? mask_name(task->arena, name) : "";
}

static json_t *items_json(struct task *task, const struct db_rows *rows)
{
    json_t *items = json_array();
    for (int row = 0; row < db_count(rows) && row < HOUSEHOLD_SEARCH_MAX; row++) {
        json_t *item = db_row_json(rows, row);
        json_object_set_new(item, "village_name",
                            json_string(region_path(task, db_text(rows, row, ITEM_VILLAGE))));
        json_object_set_new(item, "name", json_string(open_name(task, rows, row)));
        json_array_append_new(items, item);
    }
    return items;
}

json_t *household_search_json(struct task *task, const struct session *session,
                              const struct household_search *search, struct refusal *why)
{
    struct crypto_lookup hashes[CRYPTO_KEYS_MAX];
    struct wanted wanted;
    struct db_rows *rows;
    if (!may(session, search, why) || !want(task->arena, search->value, &wanted, why))
        return NULL;
    const char *county = arena_memdup(task->arena, search->region_code, COUNTY_DIGITS);
    if (!leave_trail(task, session, search, county, wanted.by, why))
        return NULL;
    int count =
        wanted.purpose != NULL ? crypto_lookup_hashes(wanted.purpose, wanted.text, hashes) : 0;
    if (!db_query(task, wanted.sql,
                  DB_ARGS(DB_TEXT(county),
                          wanted.purpose != NULL ? DB_COLUMN_HASH(hashes, count, hash)
                                                 : DB_TEXT(wanted.text),
                          DB_TEXT(search->region_code), DB_I64(HOUSEHOLD_SEARCH_MAX + 1)),
                  &rows, why))
        return NULL;
    return json_pack("{s:s, s:o, s:b}", "by", wanted.by, "items", items_json(task, rows), "more",
                     db_count(rows) > HOUSEHOLD_SEARCH_MAX);
}
