#include "mall/board/board_yuan.h"

#include "base/money.h"

static bool is_small(int64_t households, int64_t least)
{
    return households > 0 && households < least;
}

static bool may_be_told(const struct board_row *total, int64_t least)
{
    return total->sales_fen > 0 && !is_small(total->households, least) &&
           board_total_shown(total, BOARD_ACCRUED, least) &&
           board_total_shown(total, BOARD_MATURED, least);
}

static void share(struct board_part *parts, int count)
{
    int64_t weights[BOARD_YUAN_PARTS], shares[BOARD_YUAN_PARTS] = {0};
    for (int i = 0; i < count; i++)
        weights[i] = parts[i].fen;
    money_split(100, weights, (size_t)count, shares);
    for (int i = 0; i < count; i++)
        parts[i].share_fen = shares[i];
}

int board_yuan(const struct board_row *total, int64_t least,
               struct board_part parts[BOARD_YUAN_PARTS])
{
    if (!may_be_told(total, least))
        return 0;
    int count = 0;
    int64_t households = total->fen[BOARD_ACCRUED] + total->fen[BOARD_MATURED];
    int64_t rest = total->sales_fen - total->freight_fen - households;
    bool apart = total->withheld_fen > 0 && !is_small(total->withheld_households, least);
    bool within = total->withheld_fen > 0 && !apart;
    if (rest < (apart ? total->withheld_fen : 0)) /* refunds have come of which the income waits */
        return 0;
    parts[count++] = (struct board_part){.key = "households",
                                         .name = "农户",
                                         .text = "上架时写明的约定，记到登记农户名下的钱",
                                         .fen = households};
    parts[count++] = (struct board_part){
        .key = "producer",
        .name = "合作社和企业",
        .text = within ? "货款减去农户的部分，含登记信息没有对上、暂存待核实的"
                       : "货款减去农户的部分：种苗、包装、人工、损耗和合作社自己的留存",
        .fen = apart ? rest - total->withheld_fen : rest};
    parts[count++] = (struct board_part){.key = "freight",
                                         .name = "运费",
                                         .text = "买家另付的运费，由县服务站交给快递公司",
                                         .fen = total->freight_fen};
    if (apart)
        parts[count++] =
            (struct board_part){.key = "withheld",
                                .name = "暂存待核实",
                                .text = "登记信息没有对上的农户的部分，先存着，不算农户收入",
                                .fen = total->withheld_fen};
    share(parts, count);
    return count;
}

json_t *board_yuan_json(const struct board_row *total, int64_t least)
{
    struct board_part parts[BOARD_YUAN_PARTS];
    int count = board_yuan(total, least, parts);
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:I, s:I}", "key", parts[i].key,
                                              "name", parts[i].name, "text", parts[i].text, "fen",
                                              (json_int_t)parts[i].fen, "share_fen",
                                              (json_int_t)parts[i].share_fen));
    return json_pack("{s:I, s:o}", "sales_fen", (json_int_t)total->sales_fen, "parts", list);
}
