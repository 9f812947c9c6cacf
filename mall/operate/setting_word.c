#include "mall/operate/setting_word.h"

#include <stddef.h>

#include "mall/operate/export_list.h"

static const struct export_word WORDS[] = {
    {"MALL_PORT", "商城监听的端口"},
    {"MALL_ADDRESS", "商城监听的地址"},
    {"MALL_PUBLIC_URL", "大家打开商城用的网址；https 时登录凭据只走加密连接"},
    {"MALL_TRUSTED_FRONT", "前置代理的地址，只信它报来的访客地址"},
    {"MALL_WORKERS", "工作进程数；0 是每个处理器一个"},
    {"MALL_NODE", "这台机器在共用数据库的机器里的编号"},
    {"MALL_DB", "连数据库用的信息"},
    {"MALL_DB_OWNER", "升级数据库结构用的连接信息"},
    {"MALL_DB_FAST", "每个工作进程的快连接数：单笔读写"},
    {"MALL_DB_SLOW", "每个工作进程的慢连接数：搜索和报表"},
    {"MALL_DB_LANE", "每个工作进程的成批提交连接数"},
    {"MALL_DB_QUEUE", "每个工作进程里最多有多少请求等数据库连接"},
    {"MALL_DB_STATEMENT_MS", "一条数据库语句最长执行多少毫秒；报表是四倍"},
    {"MALL_DB_UNSAFE", "允许数据库不落盘；只给一次性的测试数据用"},
    {"MALL_CLOCK_OFFSET_S", "商城的钟和机器差多少秒；只在测试时用"},
    {"MALL_SECRET_KEY", "给个人信息加密的主密钥"},
    {"MALL_SECRET_KEY_ID", "主密钥的编号；换密钥就换编号"},
    {"MALL_OLD_SECRET_KEYS", "以前的主密钥，只用来读旧数据"},
    {"MALL_MAX_CONNECTIONS", "每个工作进程最多接多少个连接"},
    {"MALL_MAX_IN_FLIGHT", "每个工作进程同时办多少个请求；超出的请稍后再试"},
    {"MALL_MAX_BODY", "一次提交最多多少字节"},
    {"MALL_HEAD_MS", "请求头要在多少毫秒内收完"},
    {"MALL_BODY_MS", "提交的内容要在多少毫秒内收完"},
    {"MALL_ANSWER_MS", "答复要在多少毫秒内做好并发完"},
    {"MALL_IDLE_MS", "空着的连接过多少毫秒关掉"},
    {"MALL_DRAIN_MS", "停机时给手头的请求多少毫秒办完"},
    {"MALL_SILENT_MS", "工作进程多少毫秒没有动静就换掉"},
    {"MALL_CACHE_BYTES", "每个工作进程留多少字节的现成答复"},
    {"MALL_JOBS", "每个工作进程同时做几件后台任务"},
    {"MALL_FETCHES", "每个工作进程同时向外问几次"},
    {"MALL_LOG_LEVEL", "日志写到哪一级"},
    {"MALL_DEMO", "演示：验证码直接显示在网页上；有真人数据时不可打开"},
    {"MALL_STREAMS", "每个工作进程同时开几条即时消息的连接"},
    {"MALL_DEMO_PAY_URL", "演示：付款人扫码时打开的网址"},
    {"MALL_PAPER_DAYS", "纸上的查询码多少天有效"},
    {"MALL_PAPER_TRIES", "同一网络地址一小时最多输几次查询码"},
    {"MALL_TRACK_PER_ADDRESS", "同一网络地址一小时最多查几次物流"},
    {"MALL_SESSION_HOURS", "登录后多少小时要重新登录"},
    {"MALL_LOGIN_WAIT_SECONDS", "同一手机两次要验证码至少隔多少秒"},
    {"MALL_LOGIN_DAILY", "同一手机一天最多几个验证码"},
    {"MALL_LOGIN_PER_ADDRESS", "同一网络地址一小时最多登录几次"},
    {"MALL_CARRIER_URL", "物流查询平台的网址；空着就手工填物流状态"},
    {"MALL_CARRIER_KEY", "物流查询平台给我们的密钥"},
    {"MALL_CARRIER_SALT", "核对物流推送真假用的密语"},
    {"MALL_TOWNSHIP_CHECK", "县站审核前，商品要先由村镇初核"},
    {"MALL_PICTURES_A_DAY", "一个合作社一天最多传几张图片"},
    {"MALL_PUBLICITY_DAYS", "商品上架前公示几天"},
    {"MALL_REFUND_OPEN_DAYS", "退款多少天还没有结果，核对总账时就报出来"},
    {"MALL_WECHAT_URL", "支付平台的网址；空着就不能付款"},
    {"MALL_WECHAT_MCHID", "支付平台的商户号"},
    {"MALL_WECHAT_APPID", "支付平台的应用号"},
    {"MALL_WECHAT_APIV3_KEY", "支付平台的接口密钥"},
    {"MALL_WECHAT_KEY_FILE", "商户私钥所在的文件"},
    {"MALL_WECHAT_CERT_FILE", "商户证书所在的文件"},
    {"MALL_UNPAID_MINUTES", "下单后多少分钟不付款就取消"},
    {"MALL_MAX_UNPAID", "一位买家最多留几张没付的订单；0 不限"},
    {"MALL_CLAIM_HOURS", "收货后多少小时内可以申请售后，过后农户收入结算"},
    {"MALL_MIN_GROUP", "公开数字至少要有多少户，少于这个数不显示"},
    {NULL, NULL},
};

const char *setting_word(const char *name)
{
    const char *word = export_say(WORDS, name);
    return word == name ? "" : word;
}
