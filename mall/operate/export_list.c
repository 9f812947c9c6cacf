#include "mall/operate/export_list.h"

#include <stddef.h>
#include <string.h>

#include "base/url.h"
#include "mall/operate/export_word.h"

#define COLUMN(heading_, member_, kind_)                                                           \
    {                                                                                              \
        .heading = (heading_), .member = (member_), .kind = (kind_)                                \
    }
#define TEXT(heading_, member_) COLUMN(heading_, member_, EXPORT_TEXT)
#define COUNT(heading_, member_) COLUMN(heading_, member_, EXPORT_COUNT)
#define TIME(heading_, member_) COLUMN(heading_, member_, EXPORT_TIME)
#define FLAG(heading_, member_) COLUMN(heading_, member_, EXPORT_FLAG)
#define SUM(heading_, member_, kind_)                                                              \
    {                                                                                              \
        .heading = (heading_), .member = (member_), .kind = (kind_), .sum = true                   \
    }
#define YUAN(heading_, member_) SUM(heading_, member_, EXPORT_YUAN)
#define KG(heading_, member_) SUM(heading_, member_, EXPORT_KG)
#define WORD(heading_, member_, words_)                                                            \
    {                                                                                              \
        .heading = (heading_), .member = (member_), .kind = EXPORT_WORD, .words = (words_)         \
    }

static const struct export_column ORDER[] = {
    TEXT("订单号", "order_id"),
    WORD("状态", "state", WORDS_ORDER),
    TEXT("卖家", "producer_name"),
    TEXT("商品", "lines.title"),
    TEXT("规格", "lines.spec"),
    SUM("件数", "lines.quantity", EXPORT_COUNT),
    YUAN("货款（元）", "goods_fen"),
    YUAN("运费（元）", "freight_fen"),
    YUAN("合计（元）", "total_fen"),
    YUAN("已退运费（元）", "freight_refunded_fen"),
    TEXT("收货地区代码", "region_code"),
    TIME("下单时间", "placed_at"),
    TIME("付款时间", "paid_at"),
    TIME("完成时间", "completed_at"),
    {.heading = NULL},
};

static const struct export_column STATION_ORDER[] = {
    TEXT("订单号", "order_id"),
    WORD("状态", "state", WORDS_ORDER),
    TEXT("卖家", "producer_name"),
    TEXT("商品", "lines.title"),
    TEXT("规格", "lines.spec"),
    SUM("件数", "lines.quantity", EXPORT_COUNT),
    YUAN("货款（元）", "goods_fen"),
    YUAN("运费（元）", "freight_fen"),
    YUAN("合计（元）", "total_fen"),
    TEXT("收货地区", "region_name"),
    TIME("收货地址删除时间", "address_deleted_at"),
    TIME("付款时间", "paid_at"),
    COUNT("已打包裹", "parcels"),
    SUM("还要打包", "to_pack", EXPORT_COUNT),
    KG("还要打包（kg）", "to_pack_g"),
    {.heading = NULL},
};

static const struct export_column PARCEL[] = {
    TEXT("包裹号", "parcel_id"),         TEXT("订单号", "order_id"),
    WORD("状态", "state", WORDS_PARCEL), KG("重量（kg）", "weight_g"),
    TEXT("快递", "carrier_name"),        TEXT("运单号", "waybill_no"),
    TIME("打包时间", "packed_at"),       TIME("交快递时间", "handed_over_at"),
    TIME("签收时间", "signed_at"),       {.heading = NULL},
};

static const struct export_column REFUND[] = {
    TEXT("退款号", "refund_id"),
    TEXT("订单号", "order_id"),
    WORD("状态", "state", WORDS_REFUND),
    YUAN("退货款（元）", "goods_fen"),
    YUAN("退运费（元）", "freight_fen"),
    YUAN("合计（元）", "total_fen"),
    FLAG("完成后退款", "after_completion"),
    TEXT("原因", "reason"),
    TIME("申请时间", "created_at"),
    TIME("退完时间", "done_at"),
    {.heading = NULL},
};

static const struct export_column LISTING[] = {
    TEXT("商品号", "listing_id"),
    TEXT("商品", "title"),
    TEXT("分类", "category"),
    TEXT("品种", "produce"),
    COUNT("版本", "version_no"),
    WORD("状态", "state", WORDS_VERSION),
    TEXT("卖家", "producer_name"),
    TEXT("村代码", "village_code"),
    SUM("可卖件数", "available", EXPORT_COUNT),
    TIME("建立时间", "created_at"),
    {.heading = NULL},
};

static const struct export_column LOT[] = {
    TEXT("批次", "trace_code"),
    TEXT("产地村", "village_name"),
    TEXT("采收日期", "harvested_on"),
    WORD("状态", "state", WORDS_LOT),
    KG("净重（kg）", "weight_g"),
    KG("损耗（kg）", "lost_g"),
    TEXT("规格", "stock.spec"),
    SUM("入库件数", "stock.received", EXPORT_COUNT),
    SUM("可卖", "stock.available", EXPORT_COUNT),
    SUM("已订未发", "stock.reserved", EXPORT_COUNT),
    SUM("已发", "stock.sold", EXPORT_COUNT),
    SUM("报损", "stock.written_off", EXPORT_COUNT),
    TIME("建立时间", "created_at"),
    {.heading = NULL},
};

static const struct export_column REGION_LOT[] = {
    TEXT("批次", "trace_code"),
    TEXT("卖家", "producer_name"),
    TEXT("商品", "title"),
    TEXT("产地村", "village_name"),
    TEXT("采收日期", "harvested_on"),
    WORD("状态", "state", WORDS_LOT),
    KG("净重（kg）", "weight_g"),
    KG("损耗（kg）", "lost_g"),
    TEXT("规格", "stock.spec"),
    SUM("入库件数", "stock.received", EXPORT_COUNT),
    SUM("可卖", "stock.available", EXPORT_COUNT),
    SUM("已订未发", "stock.reserved", EXPORT_COUNT),
    SUM("已发", "stock.sold", EXPORT_COUNT),
    SUM("报损", "stock.written_off", EXPORT_COUNT),
    TIME("建立时间", "created_at"),
    {.heading = NULL},
};

static const struct export_column INCOME[] = {
    TEXT("户编号", "household_no"),
    TEXT("户", "pseudonym"),
    TEXT("村", "village_name"),
    TEXT("户类型", "family_type"),
    WORD("状态", "state", WORDS_HOUSEHOLD),
    TEXT("状态原因", "state_reason"),
    SUM("人口", "members", EXPORT_COUNT),
    SUM("笔数", "entries", EXPORT_COUNT),
    YUAN("记入（元）", "credited_fen"),
    YUAN("随退款收回（元）", "reversed_fen"),
    YUAN("等买家签收（元）", "accrued_fen"),
    YUAN("已确认（元）", "matured_fen"),
    YUAN("已发放（元）", "paid_out_fen"),
    YUAN("待核（元）", "withheld_fen"),
    {.heading = NULL},
};

static const struct export_column HELD[] = {
    TEXT("户编号", "household_no"),
    TEXT("户", "pseudonym"),
    TEXT("村", "village_name"),
    WORD("状态", "state", WORDS_HOUSEHOLD),
    TEXT("状态原因", "state_reason"),
    SUM("笔数", "entries", EXPORT_COUNT),
    SUM("订单数", "orders", EXPORT_COUNT),
    YUAN("待核（元）", "held_fen"),
    TIME("最早一笔", "oldest_at"),
    {.heading = NULL},
};

static const struct export_column HELD_ENTRY[] = {
    TEXT("订单号", "order_id"),
    WORD("订单状态", "order_state", WORDS_ORDER),
    TEXT("卖家", "producer_name"),
    TEXT("商品", "title"),
    TEXT("规格", "spec"),
    SUM("件数", "quantity", EXPORT_COUNT),
    TEXT("来源", "kind_text"),
    TEXT("为什么待核", "withhold_reason"),
    YUAN("待核（元）", "held_fen"),
    TIME("什么时候", "withheld_at"),
    {.heading = NULL},
};

static const struct export_column DESK_ORGANISATION[] = {
    TEXT("编号", "code"),
    WORD("类型", "kind", WORDS_ORGANISATION_KIND),
    TEXT("名称", "name"),
    TEXT("统一社会信用代码", "uscc"),
    TEXT("村", "village_name"),
    WORD("状态", "state", WORDS_ORGANISATION),
    TEXT("状态原因", "state_reason"),
    TEXT("谁定的", "state_by"),
    TIME("什么时候定的", "state_moved_at"),
    {.heading = NULL},
};

static const struct export_column HOUSEHOLD[] = {
    TEXT("户", "pseudonym"),
    TEXT("村代码", "village_code"),
    TEXT("户类型", "family_type"),
    WORD("状态", "state", WORDS_HOUSEHOLD),
    {.heading = NULL},
};

static const struct export_column ORGANISATION[] = {
    TEXT("机构号", "organisation_id"),
    TEXT("编号", "code"),
    WORD("类型", "kind", WORDS_ORGANISATION_KIND),
    TEXT("名称", "name"),
    TEXT("统一社会信用代码", "uscc"),
    TEXT("县", "county_name"),
    TEXT("县代码", "county_code"),
    TEXT("乡镇代码", "township_code"),
    TEXT("村代码", "village_code"),
    WORD("状态", "state", WORDS_ORGANISATION),
    {.heading = NULL},
};

static const struct export_column GRANT[] = {
    TEXT("账号", "account_id"),
    TEXT("姓名", "display_name"),
    TEXT("手机（打码）", "phone"),
    WORD("岗位", "role", WORDS_ROLE),
    TEXT("地区代码", "region_code"),
    TEXT("地区", "region_name"),
    TEXT("机构", "organisation_name"),
    TEXT("农户号", "household_id"),
    TEXT("原因", "reason"),
    TIME("给的时间", "granted_at"),
    TEXT("谁给的", "granted_by_name"),
    TIME("到期", "expires_at"),
    {.heading = NULL},
};

static const struct export_column STATEMENT[] = {
    TEXT("日期", "day"),
    TEXT("来源", "kind_text"),
    TEXT("状态", "state_text"),
    YUAN("记入（元）", "credited_fen"),
    YUAN("随退款收回（元）", "reversed_fen"),
    YUAN("实得（元）", "net_fen"),
    TIME("记账时间", "accrued_at"),
    TIME("确认时间", "matured_at"),
    {.heading = NULL},
};

static const struct export_column TRAIL[] = {
    TEXT("看的人（账号）", "account_id"),
    WORD("用途", "purpose", WORDS_PURPOSE),
    TEXT("看了什么", "fields"),
    TIME("时间", "read_at"),
    {.heading = NULL},
};

static const struct export_column COUNTY_TRAIL[] = {
    TIME("时间", "read_at"),
    TEXT("县代码", "county_code"),
    TEXT("谁", "actor_name"),
    TEXT("账号", "account_id"),
    WORD("用途", "purpose", WORDS_PURPOSE),
    TEXT("看的或岗位是谁", "subject_name"),
    TEXT("户编号或管哪里", "subject_no"),
    TEXT("记录号", "subject_id"),
    TEXT("看了什么", "fields"),
    {.heading = NULL},
};

static const struct export_column REVIEW[] = {
    TEXT("商品号", "listing_id"),
    TEXT("商品", "title"),
    TEXT("分类", "category"),
    COUNT("版本", "version_no"),
    WORD("状态", "state", WORDS_VERSION),
    TEXT("卖家", "producer_name"),
    TEXT("产地村", "village_name"),
    FLAG("改版", "is_change"),
    TIME("提交时间", "submitted_at"),
    {.heading = NULL},
};

static const struct export_column BOARD[] = {
    TEXT("名称", "name"),
    COUNT("订单数", "orders"),
    YUAN("销售额（元）", "sales_fen"),
    YUAN("其中已完成（元）", "settled_fen"),
    COUNT("受益农户", "households"),
    YUAN("记账农户收入（元）", "accrued_fen"),
    YUAN("已确认农户收入（元）", "matured_fen"),
    {.heading = NULL},
};

static const struct export_column JOB[] = {
    TEXT("任务号", "job_id"),
    WORD("种类", "kind", WORDS_JOB_KIND),
    WORD("状态", "state", WORDS_JOB),
    COUNT("试了几次", "attempts"),
    TEXT("为什么没成", "last_error"),
    TIME("建立时间", "created_at"),
    TIME("下次时间", "run_at"),
    TIME("结束时间", "finished_at"),
    {.heading = NULL},
};

static const struct export_column SALES_MONTH[] = {
    TEXT("月份", "month"),
    COUNT("订单数", "orders"),
    COUNT("件数", "boxes"),
    YUAN("货款（元）", "goods_fen"),
    YUAN("退款（元）", "refunded_fen"),
    YUAN("给农户（元）", "households_fen"),
    COUNT("户数", "households"),
    YUAN("待核（元）", "withheld_fen"),
    YUAN("本社（元）", "producer_fen"),
    YUAN("已记账（元）", "settled_fen"),
    {.heading = NULL},
};

static const struct export_column SALES_SKU[] = {
    TEXT("商品", "title"),
    TEXT("规格", "spec"),
    COUNT("件数", "boxes"),
    YUAN("货款（元）", "goods_fen"),
    YUAN("退款（元）", "refunded_fen"),
    YUAN("给农户（元）", "households_fen"),
    YUAN("待核（元）", "withheld_fen"),
    YUAN("本社（元）", "producer_fen"),
    {.heading = NULL},
};

static const struct export_list LISTS[] = {
    {"producer_order", "销售订单", "/api/v1/orders", "as=producer", NULL, "lines", ORDER},
    {"county_order", "全县订单", "/api/v1/orders", "as=county", NULL, "lines", ORDER},
    {"station_order", "县站订单", "/api/v1/station/orders", "", NULL, "lines", STATION_ORDER},
    {"station_parcel", "包裹", "/api/v1/station/parcels", "", NULL, NULL, PARCEL},
    {"station_refund", "退款", "/api/v1/station/refunds", "", NULL, NULL, REFUND},
    {"listing", "商品", "/api/v1/listings", "", NULL, NULL, LISTING},
    {"lot", "批次与库存", "/api/v1/listings/{listing_id}/lots", "", NULL, "stock", LOT},
    {"region_lot", "批次与库存", "/api/v1/lots", "", NULL, "stock", REGION_LOT},
    {"income", "农户收入", "/api/v1/desk/households", "", NULL, NULL, INCOME},
    {"held", "待核资金", "/api/v1/desk/held", "", NULL, NULL, HELD},
    {"held_entry", "待核资金明细", "/api/v1/households/{household_id}/held", "", NULL, NULL,
     HELD_ENTRY},
    {"desk_organisation", "机构", "/api/v1/desk/organisations", "", NULL, NULL, DESK_ORGANISATION},
    {"review", "待审商品", "/api/v1/review-queue", "", NULL, NULL, REVIEW},
    {"household", "农户", "/api/v1/households", "", NULL, NULL, HOUSEHOLD},
    {"household_trail", "农户信息查看记录", "/api/v1/households/{household_id}/access-trail", "",
     NULL, NULL, TRAIL},
    {"access_trail", "查看记录", "/api/v1/access-trail", "", NULL, NULL, COUNTY_TRAIL},
    {"statement", "农户收入明细", "/api/v1/households/{household_id}/statement", "", NULL, NULL,
     STATEMENT},
    {"organisation", "机构", "/api/v1/organisations", "", NULL, NULL, ORGANISATION},
    {"role_grant", "岗位", "/api/v1/role-grants", "", NULL, NULL, GRANT},
    {"job", "任务", "/api/v1/jobs", "", NULL, NULL, JOB},
    {"sales_month", "销售_各月", "/api/v1/sales", "", "months", NULL, SALES_MONTH},
    {"sales_sku", "销售_各规格", "/api/v1/sales", "", "skus", NULL, SALES_SKU},
    {"board_county", "公示_各县", "/api/v1/board", "", "counties", NULL, BOARD},
    {"board_month", "公示_各月", "/api/v1/board", "", "months", NULL, BOARD},
};

enum { LISTS_COUNT = sizeof(LISTS) / sizeof(LISTS[0]) };

const struct export_list *export_list_at(int index)
{
    return index >= 0 && index < LISTS_COUNT ? &LISTS[index] : NULL;
}

const struct export_list *export_list_find(const char *name)
{
    for (int i = 0; i < LISTS_COUNT; i++)
        if (strcmp(LISTS[i].name, name) == 0)
            return &LISTS[i];
    return NULL;
}

/* ---- where it is read ---- */

/* The path with its places filled; NULL when a filter for one is missing. */
static const char *fill_path(struct task *task, const char *path, json_t *filters,
                             struct refusal *why)
{
    const char *open = strchr(path, '{');
    if (open == NULL)
        return path;
    const char *close = strchr(open, '}');
    const char *name = arena_printf(task->arena, "%.*s", (int)(close - open - 1), open + 1);
    const char *value = json_string_value(json_object_get(filters, name));
    if (value == NULL || value[0] == '\0') {
        refuse(why, &REFUSAL_MISSING_FIELD, name);
        return NULL;
    }
    return arena_printf(task->arena, "%.*s%s%s", (int)(open - path), path,
                        url_encode(task->arena, URL_PART, value), close + 1);
}

static bool is_place(const char *path, const char *name)
{
    const char *open = strchr(path, '{');
    size_t length = strlen(name);
    return open != NULL && strncmp(open + 1, name, length) == 0 && open[1 + length] == '}';
}

/* Filters beside those of the path; an empty one is none. */
static const char *add_filters(struct task *task, const struct export_list *list,
                               const char *target, json_t *filters, struct refusal *why)
{
    const char *name;
    json_t *value;
    json_object_foreach(filters, name, value) {
        const char *text = json_string_value(value);
        if (text == NULL || strcmp(name, "after") == 0 || strcmp(name, "limit") == 0) {
            refuse(why, &REFUSAL_INVALID_FIELD, "filters");
            return NULL;
        }
        if (text[0] != '\0' && !is_place(list->path, name))
            target = arena_printf(
                task->arena, "%s%s%s=%s", target, strchr(target, '?') != NULL ? "&" : "?",
                url_encode(task->arena, URL_PART, name), url_encode(task->arena, URL_PART, text));
    }
    return target;
}

const char *export_target(struct task *task, const struct export_list *list, json_t *filters,
                          const char *after, int limit, struct refusal *why)
{
    const char *path = fill_path(task, list->path, filters, why);
    if (path == NULL)
        return NULL;
    const char *target =
        list->fixed[0] != '\0' ? arena_printf(task->arena, "%s?%s", path, list->fixed) : path;
    target = add_filters(task, list, target, filters, why);
    if (target == NULL || list->items != NULL)
        return target; /* what is not paged is whole */
    target = arena_printf(task->arena, "%s%slimit=%d", target,
                          strchr(target, '?') != NULL ? "&" : "?", limit);
    return after[0] != '\0' ? arena_printf(task->arena, "%s&after=%s", target, after) : target;
}
