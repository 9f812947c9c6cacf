#include "mall/operate/timed_note.h"

#include <stddef.h>

#include "base/db.h"
#include "gen/mall/operate/sql.h"
#include "mall/operate/export_list.h"

static const struct export_word TITLES[] = {
    {"expire_trades", "取消超时没付的订单"},
    {"complete_orders", "签收后到期完成订单"},
    {"delete_addresses", "删除没人再需要的收货地址"},
    {"ask_payments", "向支付方查没结果的付款"},
    {"ask_refunds", "向支付方查没结果的退款"},
    {"follow_register", "看登记系统有没有新的变更，有就照着改"},
    {"first_snapshot", "接上登记系统以后，接收第一份快照"},
    {"tell_register", "把联结和收入报给登记系统"},
    {"walk_incomes", "逐户看收入有没有变，变了的排队报给登记系统"},
    {"judge_links", "登记有变化或刚提交的联结，和登记系统比对"},
    {"judge_stale", "贫困村名单或入驻材料有变化的县，联结重新比对"},
    {"judge_selling", "在售商品的联结，和登记系统再比对一遍"},
    {"find_fraud", "逐县找疑点：共用账号、自买自卖、收入过高等"},
    {"payout_runs", "把在列和放行中的发放批次往下做，每户再核一遍"},
    {"payout_late", "收入等了太久的县，自动列一批发放"},
    {"seal_member_phones", "给家里人本人的电话做查找用的记号"},
    {"hash_names", "给早先登记的姓名补上查找用的哈希"},
    {"fetch_bills", "看哪几天缺支付方的账单，排队去取"},
    {"close_days", "封存昨天的账，接上日链"},
    {"roll_up", "把新账汇总到农户各月的收入和各月的销售"},
    {"close_chains", "封存昨天的经过和岗位"},
    {"count_goods", "新的一天，重数各县在季的商品"},
    {"partitions", "备好下一年、下几天的分区，整天删除到期的文件"},
    {"enter_dossiers", "公示期满、没有异议的主体正式生效"},
    {"warn_papers", "证照到期前三十天、七天、一天提醒主体"},
    {"turn_regions", "预告启用、改名或停用的区划，到那天办"},
    {"forget_dossiers", "没人再办的入驻申请，清除个人信息和扫描件"},
    {"expire_papers", "证照到期的主体停止售卖"},
    {"expire_authorities", "代办委托到期就停，没人确认的作废"},
    {"warn_registrations", "身份登记快过期还没人办的，短信告诉本人"},
    {"lapse_registrations", "到期没人办的身份登记作废"},
    {"purge", "删除过了保存期的记录"},
    {NULL, NULL}};

bool timed_note_write(struct task *task, const struct timed_note *notes, int count,
                      struct refusal *why)
{
    return count == 0 ||
           db_query(
               task, &SQL_timed_note,
               DB_ARGS(DB_COLUMN_TEXT(notes, count, name), DB_COLUMN_I64(notes, count, period_ms),
                       DB_COLUMN_I64(notes, count, done_count), DB_COLUMN_TEXT(notes, count, error),
                       DB_COLUMN_BOOL(notes, count, cleared)),
               NULL, why);
}

json_t *timed_list_json(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_timed_list, DB_NO_ARGS, &rows, why))
        return NULL;
    json_t *items = db_rows_json(rows), *piece;
    size_t i;
    json_array_foreach(items, i, piece) {
        const char *name = json_string_value(json_object_get(piece, "name"));
        json_object_set_new(piece, "title", json_string(export_say(TITLES, name)));
    }
    return json_pack("{s:o, s:n}", "items", items, "next");
}
