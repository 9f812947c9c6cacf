#include "registry/password_rule.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

const struct refusal_kind PASSWORD_UNFIT = {"password_unfit", 422, "这个密码不能用，请换一个"};

/* Of the lists of what was stolen elsewhere those that are long enough, and what people here like.
 */
static const char *const COMMON[] = {
    "password",    "password1",     "password123", "passw0rd",      "p@ssw0rd",
    "p@ssword",    "administrator", "admin123",    "admin888",      "admin1234",
    "123456789",   "1234567890",    "0123456789",  "987654321",     "9876543210",
    "123123123",   "1231231234",    "147258369",   "1472583690",    "159357456",
    "741852963",   "789456123",     "456789123",   "112233445566",  "11223344",
    "1122334455",  "123321123",     "1234554321",  "12344321",      "123454321",
    "12341234",    "12121212",      "1314521521",  "5201314520",    "13145201314",
    "5201314521",  "1314520520",    "521521521",   "520520520",     "woaini1314",
    "woaini520",   "woaini521",     "woaini123",   "woaini5201314", "iloveyou",
    "iloveyou1",   "qwertyui",      "qwertyuiop",  "qwerty123",     "qwerty1234",
    "qwer1234",    "1234qwer",      "asdfghjk",    "asdfghjkl",     "asdf1234",
    "zxcvbnm1",    "zxcvbnm123",    "zxcvbnm,./",  "1q2w3e4r",      "1q2w3e4r5t",
    "q1w2e3r4",    "1qaz2wsx",      "qazwsxedc",   "1qazxsw2",      "qwe123456",
    "abc123456",   "abcd1234",      "a1234567",    "a12345678",     "a123456789",
    "aa123456",    "aa123456789",   "123456abc",   "123456aa",      "123456qq",
    "123456789a",  "qq123456",      "q123456789",  "w123456789",    "z123456789",
    "zz123456",    "wang1234",      "li123456",    "zhang123",      "woshishui",
    "nihao123",    "taobao123",     "fupin123",    "fupin888",      "fupinshangcheng",
    "xiangcun123", "letmein123",    "welcome1",    "welcome123",    "sunshine",
    "football",    "baseball",      "superman",    "princess",      "dragon123",
    "monkey123",   "michael1",      "trustno1",    "whatever",      "88888888a",
    "66668888",    "88886666",      "888888888",   "19491001",      "20080808",
    "abcdefgh",    "abcdefg1",      "abcdefg123",  "我爱你我爱你",  NULL};

enum { WIDE_FIRST = 0xFF01, WIDE_LAST = 0xFF5E, WIDE_TO_ASCII = 0xFEE0 };

/* Full-width forms take three bytes each: EF BC 81 .. EF BD 9E, and the blank E3 80 80. */
char *password_plain(struct arena *arena, const char *typed)
{
    char *plain = arena_alloc(arena, strlen(typed) + 1), *to = plain;
    const unsigned char *at = (const unsigned char *)typed;
    while (*at != '\0') {
        bool three = (at[0] & 0xF0) == 0xE0 && at[1] != '\0' && at[2] != '\0';
        int point = three ? (at[0] & 0x0F) << 12 | (at[1] & 0x3F) << 6 | (at[2] & 0x3F) : 0;
        bool wide = point >= WIDE_FIRST && point <= WIDE_LAST;
        if (wide || point == 0x3000) {
            *to++ = wide ? (char)(point - WIDE_TO_ASCII) : ' ';
            at += 3;
        } else {
            *to++ = (char)*at++;
        }
    }
    *to = '\0';
    return plain;
}

static bool is_common(const char *plain)
{
    for (int i = 0; COMMON[i] != NULL; i++)
        if (strcasecmp(plain, COMMON[i]) == 0)
            return true;
    return false;
}

/* All of it is one piece of up to four bytes, over and over. */
static bool repeats(const char *plain)
{
    size_t length = strlen(plain);
    for (size_t piece = 1; piece <= 4 && piece < length; piece++) {
        size_t same = piece;
        while (same < length && plain[same] == plain[same - piece])
            same++;
        if (same == length)
            return true;
    }
    return false;
}

/* Each byte is the one before it and 1, or each is that less 1. */
static bool counts(const char *plain)
{
    int step = plain[1] - plain[0];
    if (step != 1 && step != -1)
        return false;
    for (const char *at = plain + 1; *at != '\0'; at++)
        if (*at - at[-1] != step)
            return false;
    return true;
}

bool password_fits(const char *plain, const char *phone, struct refusal *why)
{
    size_t length = text_length(plain);
    if (length < PASSWORD_MIN || length > PASSWORD_MAX)
        return refuse_detail(why, &PASSWORD_UNFIT, "password", "密码要 %d 到 %d 个字", PASSWORD_MIN,
                             PASSWORD_MAX);
    if (strstr(plain, phone) != NULL)
        return refuse_detail(why, &PASSWORD_UNFIT, "password", "密码里不能有自己的手机号");
    if (is_common(plain) || repeats(plain) || counts(plain))
        return refuse_detail(why, &PASSWORD_UNFIT, "password",
                             "这个密码太常见，别人一猜就中，请换一个");
    return true;
}
