#include "register-mock/register_word.h"

#include <string.h>

#define WORDS(...)                                                                                 \
    {                                                                                              \
        __VA_ARGS__, 0                                                                             \
    }

const char *const REGISTER_STATES[] = WORDS("registered", "exited");
const char *const REGISTER_STANDARDS[] = WORDS("国家", "省定", "市定");
const char *const REGISTER_ATTRIBUTES[] =
    WORDS("一般贫困户", "低保户", "五保户", "特困供养户", "低保贫困户");
const char *const REGISTER_FAMILY_TYPES[] =
    WORDS("脱贫户", "一般农户", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户");
const char *const REGISTER_CAUSES[] =
    WORDS("因病", "因残", "因学", "因灾", "因婚", "缺土地", "缺水", "缺技术", "缺资金", "缺劳力",
          "交通条件落后", "自身发展动力不足", "其他");
const char *const REGISTER_MONITORED[] = WORDS("脱贫不稳定户", "边缘易致贫户", "突发严重困难户");
const char *const REGISTER_REMOVED_BY[] = WORDS("帮扶消除", "自然消除");
const char *const REGISTER_RISKS[] =
    WORDS("因病", "因学", "因残", "因务工就业不稳", "缺劳动力", "因安全住房", "因安全饮水", "因灾",
          "因意外事故", "因产业失败");
const char *const REGISTER_SEXES[] = WORDS("男", "女");
const char *const REGISTER_EDUCATION[] =
    WORDS("文盲半文盲", "小学", "初中", "高中", "大专", "本科及以上");
const char *const REGISTER_SCHOOLING[] =
    WORDS("非在校", "学前", "小学", "初中", "高中", "中职", "大专及以上");
const char *const REGISTER_HEALTH[] = WORDS("健康", "长期慢性病", "患有大病", "残疾");
const char *const REGISTER_LABOUR[] =
    WORDS("普通劳动力", "技能劳动力", "弱劳动力或半劳动力", "丧失劳动力", "无劳动力");
const char *const REGISTER_PERSON_STATES[] = WORDS("living", "deceased", "moved_out");

bool register_word_is(const char *const *words, const char *word)
{
    for (; *words != NULL; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

int register_word_count(const char *const *words)
{
    int count = 0;
    while (words[count] != NULL)
        count++;
    return count;
}
