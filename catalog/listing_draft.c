#include "catalog/listing_draft.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "catalog/picture.h"
#include "catalog/search.h"
#include "gen/catalog/sql.h"

const struct refusal_kind LISTING_SIZE_BAND = {"size_band", 422,
                                               "果径下限应小于上限，两个都填或都不填"};
const struct refusal_kind LISTING_SEASON = {"season", 422, "上市季节的起止日期请都填或都不填"};
const struct refusal_kind LISTING_SPEC_TWICE = {"spec_twice", 422, "规格名称不能重复"};
const struct refusal_kind LISTING_GROSS_WEIGHT = {"gross_weight", 422, "毛重不能小于净重"};
const struct refusal_kind LISTING_PICTURE = {"picture", 422, "没有这张图片，请从图库里选"};
const struct refusal_kind LISTING_PICTURE_TWICE = {"picture_twice", 422, "同一张照片不用放两次"};
const struct refusal_kind LISTING_PICTURE_UNKNOWN = {"picture_unknown", 422,
                                                     "有照片已经找不到了，请重新上传"};

const char *const LISTING_CATEGORIES[] = {"水果",   "蔬菜", "粮油",     "干货", "茶叶",
                                          "畜禽蛋", "水产", "加工食品", "其他", NULL};

/* ---- reading ---- */

static bool is_filled(const char *text)
{
    return strspn(text, " \n") < strlen(text) && strncmp(text, "\xe3\x80\x80", 3) != 0;
}

static bool is_village_code(const char *text)
{
    static struct text_rule rule = TEXT_RULE("^[1-9]\\d{11}$");
    return text_match(&rule, text);
}

/* A day that some year has: 02-29 counts. */
static bool is_month_day(const char *text)
{
    char date[16];
    if (strlen(text) != 5)
        return false;
    snprintf(date, sizeof(date), "2024-%s", text);
    return clock_is_date(date);
}

static bool is_picture_key(const char *text)
{
    static struct text_rule rule = TEXT_RULE("^[a-z][a-z0-9-]{0,31}$");
    return text_match(&rule, text);
}

static const struct shape_field SKU_FIELDS[] = {
    FIELD_ID(struct listing_draft_sku, sku_id, OPTIONAL, NULL),
    FIELD_CHECKED(struct listing_draft_sku, spec, REQUIRED, 1, 40, is_filled,
                  "请填写规格，最多 40 个字，例如：2.5 kg 装"),
    FIELD_INT(struct listing_draft_sku, net_weight_g, REQUIRED, 1, 1000000,
              "净重应为 1 到 1000000 克"),
    FIELD_INT(struct listing_draft_sku, gross_weight_g, REQUIRED, 1, 1000000,
              "毛重应为 1 到 1000000 克"),
    FIELD_INT(struct listing_draft_sku, price_fen, REQUIRED, 1, 100000000,
              "售价应为 1 到 100000000 分"),
};
static const struct shape SKU_SHAPE = SHAPE(struct listing_draft_sku, SKU_FIELDS);

static const struct shape_field PICTURE_FIELDS[] = {
    FIELD_ID(struct listing_picture, picture_id, REQUIRED, "请选择照片"),
    FIELD_TEXT(struct listing_picture, alt, OPTIONAL, 0, 60, "照片说明最多 60 个字"),
};
static const struct shape PICTURE_SHAPE = SHAPE(struct listing_picture, PICTURE_FIELDS);

static const struct shape_field LISTING_FIELDS[] = {
    FIELD_ID(struct listing_draft, producer_id, OPTIONAL, NULL),
    FIELD_CHECKED(struct listing_draft, title, REQUIRED, 2, 60, is_filled,
                  "请填写商品名称，2 到 60 个字"),
    FIELD_CHOICE(struct listing_draft, category, REQUIRED, LISTING_CATEGORIES, "请选择分类"),
    FIELD_CHECKED(struct listing_draft, produce, REQUIRED, 1, 30, is_filled,
                  "请填写农产品名称，例如：脐橙"),
    FIELD_LINES(struct listing_draft, story, OPTIONAL, 0, 2000, "产品介绍最多 2000 个字"),
    FIELD_CHECKED(struct listing_draft, village_code, REQUIRED, 12, 12, is_village_code,
                  "请选择产地所在的村"),
    FIELD_INT(struct listing_draft, size_low_mm, OPTIONAL, 1, 2000, "果径应为 1 到 2000 毫米"),
    FIELD_INT(struct listing_draft, size_high_mm, OPTIONAL, 1, 2000, "果径应为 1 到 2000 毫米"),
    FIELD_CHECKED(struct listing_draft, season_from, OPTIONAL, 5, 5, is_month_day,
                  "日期应写成月-日，例如：11-20"),
    FIELD_CHECKED(struct listing_draft, season_to, OPTIONAL, 5, 5, is_month_day,
                  "日期应写成月-日，例如：03-31"),
    FIELD_INT(struct listing_draft, shelf_life_days, OPTIONAL, 1, 3650, "保质期应为 1 到 3650 天"),
    FIELD_TEXT(struct listing_draft, storage, OPTIONAL, 0, 100, "储存方法最多 100 个字"),
    FIELD_BOOL(struct listing_draft, no_reason_return, REQUIRED, "请说明是否支持七天无理由退货"),
    FIELD_CHECKED(struct listing_draft, picture, OPTIONAL, 1, 32, is_picture_key,
                  "没有这张图片，请从图库里选"),
    FIELD_LIST(struct listing_draft, pictures, OPTIONAL, 0, LISTING_MAX_PICTURES, PICTURE_SHAPE,
               "照片最多 9 张"),
    FIELD_LIST(struct listing_draft, skus, REQUIRED, 1, LISTING_MAX_SKUS, SKU_SHAPE,
               "请填写 1 到 20 个规格"),
    FIELD_OBJECT(struct listing_draft, plan, REQUIRED, PLAN_DRAFT_SHAPE, "请填写联农方案"),
};
const struct shape LISTING_DRAFT_SHAPE = SHAPE(struct listing_draft, LISTING_FIELDS);

/* ---- checking ---- */

static const struct listing_draft_sku *sku_at(const struct listing_draft *draft, int index)
{
    return (const struct listing_draft_sku *)draft->skus.items + index;
}

static bool check_skus(const struct listing_draft *draft, struct refusal *why)
{
    char field[48];
    for (int i = 0; i < draft->skus.count; i++) {
        snprintf(field, sizeof(field), "skus/%d/gross_weight_g", i);
        if (sku_at(draft, i)->gross_weight_g < sku_at(draft, i)->net_weight_g)
            return refuse(why, &LISTING_GROSS_WEIGHT, field);
        snprintf(field, sizeof(field), "skus/%d/spec", i);
        for (int k = 0; k < i; k++)
            if (strcmp(sku_at(draft, i)->spec, sku_at(draft, k)->spec) == 0)
                return refuse(why, &LISTING_SPEC_TWICE, field);
    }
    return true;
}

/* Presets what they show; each stands once. */
static bool check_pictures(const struct listing_draft *draft, struct refusal *why)
{
    struct listing_picture *pictures = draft->pictures.items;
    char field[48];
    for (int i = 0; i < draft->pictures.count; i++) {
        pictures[i].alt = pictures[i].alt != NULL ? pictures[i].alt : "";
        snprintf(field, sizeof(field), "pictures/%d/picture_id", i);
        for (int k = 0; k < i; k++)
            if (pictures[k].picture_id == pictures[i].picture_id)
                return refuse(why, &LISTING_PICTURE_TWICE, field);
    }
    return true;
}

static bool check_plan(const struct listing_draft *draft, struct refusal *why)
{
    struct plan_unit units[LISTING_MAX_SKUS];
    for (int i = 0; i < draft->skus.count; i++)
        units[i] = (struct plan_unit){sku_at(draft, i)->price_fen, sku_at(draft, i)->net_weight_g};
    if (plan_draft_check(&draft->plan, units, draft->skus.count, why))
        return true;
    refusal_prefix(why, "plan");
    return false;
}

static void preset(const char **text, const char *value)
{
    if (*text == NULL)
        *text = value;
}

bool listing_draft_check(struct listing_draft *draft, struct refusal *why)
{
    preset(&draft->story, "");
    preset(&draft->storage, "");
    preset(&draft->picture, picture_for(draft->produce, draft->category));
    if ((draft->season_from == NULL) != (draft->season_to == NULL))
        return refuse(why, &LISTING_SEASON,
                      draft->season_from == NULL ? "season_from" : "season_to");
    preset(&draft->season_from, "");
    preset(&draft->season_to, "");
    bool sized = draft->size_low_mm > 0 || draft->size_high_mm > 0;
    if (sized && (draft->size_low_mm == 0 || draft->size_low_mm >= draft->size_high_mm))
        return refuse(why, &LISTING_SIZE_BAND,
                      draft->size_low_mm == 0 ? "size_low_mm" : "size_high_mm");
    if (!picture_exists(draft->picture))
        return refuse(why, &LISTING_PICTURE, "picture");
    return check_pictures(draft, why) && check_skus(draft, why) && check_plan(draft, why);
}

/* ---- storing ---- */

/* 0 stands for "not given" in a draft. */
static struct db_value or_null(int64_t value)
{
    return value == 0 ? DB_NULL : DB_I64(value);
}

static int64_t lowest_price_fen(const struct listing_draft *draft)
{
    int64_t lowest = sku_at(draft, 0)->price_fen;
    for (int i = 1; i < draft->skus.count; i++)
        if (sku_at(draft, i)->price_fen < lowest)
            lowest = sku_at(draft, i)->price_fen;
    return lowest;
}

void listing_draft_insert(struct db_tx *tx, const struct listing_draft *draft,
                          const struct listing_draft_row *row)
{
    db_tx_send(tx, &SQL_listing_version_add,
               DB_ARGS(DB_I64(row->version_id), DB_TEXT(row->county_code), DB_I64(row->listing_id),
                       DB_I64(row->plan_id), DB_TEXT(draft->title), DB_TEXT(draft->category),
                       DB_TEXT(draft->produce), DB_TEXT(draft->story), DB_TEXT(draft->village_code),
                       or_null(draft->size_low_mm), or_null(draft->size_high_mm),
                       DB_TEXT(draft->season_from), DB_TEXT(draft->season_to),
                       or_null(draft->shelf_life_days), DB_TEXT(draft->storage),
                       DB_BOOL(draft->no_reason_return), DB_TEXT(draft->picture),
                       DB_I64(lowest_price_fen(draft)), DB_I64(row->actor_id)));
}
