#include "mall/operate/audit_word.h"

#include <stddef.h>
#include <string.h>

/* Nobody corrects the books by hand: an entry is only ever followed by another one. */
#define TO_TECHNICIAN "账只能补记、不能改，请把下面的编号交给技术人员查"
/* Sums can be made again from what they are the sums of. */
#define TO_REBUILD "请技术人员查清原因后用 mall roll-up 重新汇总"
/* A stamp does not fit: somebody wrote into the tables past the program. */
#define TO_BACKUP "先留好数据库和最近的备份，查清是谁绕过程序改的；请技术人员按编号从备份里查回原值"

static const struct audit_word WORDS[] = {
    /* 1 */
    {"every transfer joins the accounts of its kind and order", "每笔账记在该记的两个账户之间",
     "有钱从不该出的账户记出，或记到了别的订单头上",
     "涉及的订单先不要退款、不要结算；" TO_TECHNICIAN},
    {"no account is below zero that must not be", "不该透支的账户都不透支",
     "有账户付出去的比收到的多，说明有一笔多付了或少记了",
     "先停办这个账户上的退款和打款；" TO_TECHNICIAN},
    {"households' entries say what the journal says", "农户明细加起来等于总账里的余额",
     "农户看到的收入和总账不一样，两边有一边漏记或多记",
     "先别给这户打款，也别发对账单；" TO_TECHNICIAN},
    {"every entry and reversal has its one transfer", "每单农户明细的合计各有一笔转账",
     "有收入或冲回记了明细却没有转账，或同一笔转了两次", "先别给这一单的农户打款；" TO_TECHNICIAN},
    {"orders are rolled up as they stand", "每单都按现在的样子汇总过",
     "有订单的变动没有汇总进农户各月的收入，或汇总以后明细又被人改过", "先别发对账单；" TO_REBUILD},
    {"counties' months are the sums of their orders", "各县各月的汇总等于订单相加",
     "汇总表和订单明细的合计不一样，有人改过汇总表", "明细本身没有错；" TO_REBUILD},
    {"households' months are the sums of their entries",
     "农户各月的汇总等于明细相加（每次核一部分，轮着核）", "有农户看到的合计和逐笔明细加起来不一样",
     "明细本身没有错，先别发这户的对账单；" TO_REBUILD},
    {"every transfer is as it was booked", "每笔账和记账时一样", "有一笔账记下以后被人改过",
     "涉及的订单先不要退款、不要结算；" TO_BACKUP},
    /* 2 */
    {"every paid order was captured whole, no other at all", "付了款的订单都收足了钱",
     "有订单算作已付，却没有收足；或没付的订单收了钱",
     "到支付平台后台查这笔付款，没收足的先不要发货"},
    {"trades are the sum of orders, orders of lines", "一次付款等于几个订单之和，订单等于各行之和",
     "买家付的总额和商品、运费加起来不一样", "和买家看到的金额核对，先不要退款；" TO_TECHNICIAN},
    {"escrows hold what is not settled, nothing else is kept", "代管的钱正好是还没结算、还没退的",
     "有订单该分的没有分完，或不欠任何人的钱还留着",
     "先看退款里有没有这个订单在等；没有的，" TO_TECHNICIAN},
    {"refunds agree with journal, lines and captures", "退的钱和订单、账目都对得上",
     "退款金额和商品行、运费或付款的数目不一样，可能多退或漏退",
     "到支付平台后台查这笔退款实际退了多少，查清前不要再退"},
    {"what attempts captured is booked, and what was asked for",
     "收到的每笔款都入了账，数目和要收的一样", "有钱收了没有入账，或收的和要的不一样",
     "到支付平台后台查这笔付款的实收数；" TO_TECHNICIAN},
    {"every trade is as it was placed", "每次购买和下单时一样",
     "有购买下单以后被人改过：买家、县或总额", "这次购买的订单先不要发货、不要退款；" TO_BACKUP},
    {"every order and its lines are as they were placed", "每个订单和它的商品行和下单时一样",
     "有订单下单以后被人改过：买的东西、价格、数量、合作社、县站、收货地区或买家",
     "这个订单先不要发货、不要退款、不要结算；" TO_BACKUP},
    {"what refunds give back is as it was decided", "每次退款退什么和决定时一样",
     "有退款决定以后，退的商品、数量、金额或订单被人改过", "这笔退款先不要再办；" TO_BACKUP},
    {"lines say what the version they were sold under says", "订单里的商品和卖的那一版商品一样",
     "有订单行的名称、规格、净重、价格或带农方案，和它那一版商品对不上",
     "和买家看到的商品页核对，查清前不要发货；" TO_BACKUP},
    {"orders are of their listing's producer and station", "订单归卖这件商品的合作社和县站",
     "有订单记在别的合作社或县站名下，钱会付错人；或付款要收的数目不是应付的数目",
     "这个订单先不要结算；" TO_BACKUP},
    /* 3 */
    {"households were credited their shares by weight", "每户按带农方案的份额分到钱",
     "有农户分到的和方案里的份额不一样", "先别给这些户打款，请县审计员对照这个订单的带农方案"},
    {"households keep exactly what the plan says for the kept units",
     "退货以后，农户留下的正好是没退部分该得的", "退货时从农户账上冲回多了或少了",
     "先别给这些户打款，请县审计员对照这个订单和它的退款"},
    {"addresses are deleted when nobody needs them, and not before",
     "收货地址过了期限就删，没到期限不删", "有订单的收货地址过了期限一天还在，或者还用得着就没了",
     "到“运行情况”看“删除没人再需要的收货地址”上次跑成没有；没到期限就没了的，查谁动过数据库"},
    {"nobody was credited whom the register did not confirm", "没有给登记库没确认的人记过收入",
     "有收入记给了当时没有确认资格的农户", "请县审计员核对这户的登记和经过，查清前不要打款"},
    {"every entry is as it was written", "农户的每笔收入和记下时一样",
     "有农户的收入记下以后被人改过：金额、类别、村、县、时间、农户或方案",
     "先别给这户打款，也别发对账单；" TO_BACKUP},
    {"every reversal is as it was written", "农户收入的每次冲回和记下时一样",
     "有冲回记下以后被人改过：金额、时间，或指到了别的收入、别的退款",
     "先别给这户打款；" TO_BACKUP},
    {"rosters and withheld shares are as they were written", "受益名册和暂存份额和记下时一样",
     "有名册里的农户、村或类别，或者暂存的份额，记下以后被人改过",
     "先别给名册里的农户打款，也别发对账单；" TO_BACKUP},
    {"entries and reversals are of their pool, order and refund",
     "每笔收入对得上方案里的类别和付款的时间，每次冲回对得上它的退款",
     "有收入的类别和方案里的不一样，或不是付款那一刻记的；有冲回、退款挂到了别的订单",
     "先别给这些户打款，请县审计员对照这个订单的带农方案和退款"},
    /* 4 */
    {"no lot gave more kilograms than it had", "每批货装出去的不比收进来的重",
     "有批次装箱、供货和损耗加起来超过收货重量",
     "请县站按批次的过磅单盘点，少记的收货补上，多装的先停售"},
    {"stock is the sum of movements and reservations", "库存等于进出和预留之和",
     "页面上的库存和实际进出不一样，可能卖多了",
     "请县站盘点这个批次，盘清前先停售；" TO_TECHNICIAN},
    {"parcels hold the boxes that were taken from reservations", "包裹里的箱数等于从预留里取走的",
     "有包裹装的和订单预留的不一样，可能多发或漏发", "请县站按包裹清单核对这个订单，漏发的补发"},
    {"no boxes stay reserved that are not needed any more", "退掉的箱数都放回了库存",
     "有已退或已取消的货还占着库存，别人买不到", "不影响已收的钱；" TO_TECHNICIAN},
    {"lots, losses and movements are as they were written", "每批货和收货时一样",
     "有批次收货以后被人改过：商品、合作社、村、供货的农户、重量，或进出和损耗的记录",
     "请县站按这个批次的过磅单核对，对清前先停售；" TO_BACKUP},
    {"parcels and what carriers reported are as they were written",
     "每个包裹和打包时一样，物流记录没有被改",
     "有包裹打包以后被人改过：订单、箱数、批次、重量，或快递公司报的经过",
     "请县站按包裹清单核对这个订单；" TO_BACKUP},
    /* 5 */
    {"every paid trade has one payer, no other any", "每次付款只有一个付款人",
     "同一次购买收了两次钱，或没付款的记着付款人", "到支付平台后台查，多收的那一笔退回付款人"},
    {"every day with business has the provider's bill", "有收退款的日子都取到了支付方的账单",
     "有一天收过款或退过款，支付方的账单却一直没取到，那天的账还没法核对",
     "到“支付方账单”里看原因，点“重新取”；早于三个月的支付方不再给，只能去支付平台后台下载核对"},
    {"what the provider kept is booked, to the fen", "支付方扣的手续费都入了账，一分不差",
     "有一天账单里的手续费和我们记的不一样，或账单的行加起来不等于合计",
     "到“支付方账单”里把那天的账单重新取一次；还不对，" TO_TECHNICIAN},
    {"every capture has its one event", "每笔收款都有支付方的一次通知",
     "有收款没有支付方通知作依据，或有通知没人认领", "到支付平台后台按单号查这笔是否真的付了"},
    {"the provider's bills and our books agree", "支付方的账单和我们的账一致",
     "有一天的账单里，付款或退款和我们记的不一样",
     "到支付平台后台下载那天的账单，找出下面编号的那一笔；对方为准，差的" TO_TECHNICIAN},
    {"no refund is older than some days without an end", "每笔退款都按时有了结果",
     "有退款过了好些天还没退到买家手上",
     "到“没到账的退款”里按下面的编号找到它，照那里写的下一步办"},
    {"every attempt is as it was opened", "每次付款和发起时一样",
     "有付款发起以后被人改过：要收的数目、单号、支付方式，或付的是哪一笔",
     "到支付平台后台按单号核对；" TO_BACKUP},
    {"refunds and what the provider told are as they were written",
     "每笔退款和支付方的每次通知和记下时一样",
     "有退款的数目、种类、原因、经手人，或支付方通知的内容被人改过",
     "到支付平台后台按单号核对，查清前不要再退；" TO_BACKUP},
    /* 6 */
    {"every move of a state is a legal one", "每次状态变动都是规定里有的",
     "有东西跳到了不该到的状态，可能被人绕过程序改过", "查这个编号那时谁在操作；" TO_TECHNICIAN},
    {"moves join up and name an actor", "状态变动首尾相接，都有经手人",
     "经过里缺了一步，或有一步没写是谁做的", "查这个编号那时谁在操作；" TO_TECHNICIAN},
    {"every state is where its last move ended", "现在的状态就是最后一次变动的结果",
     "有状态被直接改了，没有留下经过", "查这个编号那时谁在操作；" TO_TECHNICIAN},
    {"every move is as it was logged", "每次变动的时间、原因和经手人和记下时一样",
     "有经过被人改过：谁做的、什么时候、为什么，或挂到了别的东西上",
     "查这个编号那时谁在操作；" TO_BACKUP},
    {"answers kept for a key are those that were given", "重复提交时回的还是当初那个结果",
     "有提交的结果被人改过，同一个人再提交一次会看到别人的东西", TO_BACKUP},
    {"households and organisations are as they were written", "农户和单位的登记和导入时一样",
     "有农户、家庭成员或单位的登记被人改过：编号、村、称呼、类别、名称、信用代码",
     "和建档立卡信息、营业执照核对，查清前不要给这户打款；" TO_BACKUP},
    {"roles and the access trail are as they were written", "岗位和查看记录没有被改过",
     "有岗位被人绕过程序给出、改大或改期，或谁看过个人信息的记录被改过",
     "马上在岗位页收回对不上的岗位；" TO_BACKUP},
    {"goods, prices and plans are as they were written", "商品、价格和带农方案和送审时一样",
     "有商品送审以后被人改过：价格、名称、净重、合作社，或带农方案的比例和农户",
     "先请县站把这个商品下架；" TO_BACKUP},
    {"listings sell what is on sale, under their own plan", "卖的正是审过的那一版和它的带农方案",
     "有商品卖的不是在售的那一版，或用了别的商品的规格、方案；有批次记在别的合作社名下",
     "先请县站把这个商品下架，改一版重新送审；" TO_BACKUP},
    {"trades and orders have the times of their moves", "订单的付款、完成时间就是变动那一刻",
     "有订单的下单、付款、取消或完成时间被改过或不见了", "这个订单先不要结算；" TO_BACKUP},
    {"paid orders know when their last parcel came to its end",
     "没完成的订单记着最后一个包裹到头的时间",
     "有订单记的时间和包裹、退款对不上，会提前完成，或者一直完成不了",
     "这个订单先不要结算，核对它的包裹和退款；" TO_BACKUP},
    {"entries have the times of their moves", "农户收入确认的时间就是变动那一刻",
     "有收入的确认或冲回时间被改过或不见了", "先别给这户打款；" TO_BACKUP},
    {"refunds have the times and numbers of their moves", "退款的时间和单号就是变动那一刻的",
     "有退款的时间或单号被改过或不见了", "到支付平台后台按单号核对；" TO_BACKUP},
    {"parcels have the times of their moves", "包裹的交寄、签收时间就是变动那一刻",
     "有包裹的交寄、签收时间或运单号被改过或不见了", "到快递公司按运单号核对；" TO_BACKUP},
    {"lists show what is on sale, at its price and with its stock",
     "商品列表和在售的商品、价格、库存一样",
     "有商品在售却不在列表里、下架了还在列表里，或列表上的价格、有没有货和实际不一样",
     "买家下单时仍按实际的价格和库存算；请技术人员按编号查是谁绕过程序改的"},
    {"counts of what is on sale are right", "各类、各县、各合作社的商品数是对的",
     "首页、分类或县的商品数和列表里的件数不一样", "不影响买卖；请技术人员按编号查"},
    {"versions are listed by their lowest price", "商品列表上的价就是最低的规格价",
     "列表上显示的价和商品里的价不一样",
     "请合作社把这个商品改一版送审，审过就按新版的价列；还不对，请把下面的编号交给技术人员查"},
    {"every row has its parents", "每条记录都找得到它所属的订单",
     "有记录指着不存在的订单、批次或方案", "数据可能丢过，先留好最近的备份；" TO_TECHNICIAN},
    /* 7 */
    {"no year lies outside the books", "每一年的账和经过都还在库里",
     "有一年的账被移出了库：那一年的账现在查不了，别的检查也会跟着报错",
     "请技术人员按年份把它接回来（ops/years back），再查一遍"},
    {"the hash chain over ledger days is whole", "每天封存的账一环扣一环，没有被改过",
     "有已封存的一天和当时的指纹不一样，账可能被改过",
     "马上留好数据库和备份，别让人再动；通知县审计员，和以前公布的指纹核对"},
    {"the chains over moves, roles and the access trail are whole",
     "每天的经过、岗位和查看记录一环扣一环，没有少也没有多",
     "有已封存的一天少了、多了或改了记录：谁动过状态、谁有什么岗位、谁看过个人信息",
     "马上留好数据库和备份，别让人再动；通知县审计员查那一天"},
    /* 8 */
    {"every sealed field opens in its own place", "加密存的个人信息都打得开，也没有被搬过",
     "有姓名、电话、卡号或地址打不开：数据坏了，或被人从别的记录搬到了这里",
     "先留好数据库和备份；涉及的人先不要发货、不要打款，请技术人员按编号从备份里查回原值"},
};

const struct audit_word *audit_word(const char *name)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strcmp(WORDS[i].name, name) == 0)
            return &WORDS[i];
    return NULL;
}

void audit_word_add(json_t *checks)
{
    json_t *check;
    size_t i;
    json_array_foreach(checks, i, check) {
        const char *name = json_string_value(json_object_get(check, "name"));
        const struct audit_word *word = name != NULL ? audit_word(name) : NULL;
        json_object_set_new(check, "title", json_string(word != NULL ? word->title : ""));
        json_object_set_new(check, "meaning", json_string(word != NULL ? word->meaning : ""));
        json_object_set_new(check, "advice", json_string(word != NULL ? word->advice : ""));
    }
}
