#include "registry/address_paste.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

/* Marks a place in the text where a name was announced: 收货人：. */
#define NAME_MARK '\x01'

/* ---- one kind of blank, plain digits ---- */

/* What parts things: becomes a blank. */
static const char *const PARTING[] = {"，",     "、",   "；", "。", "　", "｜", "【", "】",
                                      "（收）", "(收)", "\t", "\n", "\r", ",",  ";",  "|"};

static size_t parting_at(const char *text)
{
    for (size_t i = 0; i < sizeof(PARTING) / sizeof(PARTING[0]); i++)
        if (strncmp(text, PARTING[i], strlen(PARTING[i])) == 0)
            return strlen(PARTING[i]);
    return 0;
}

/* Full-width forms U+FF01..U+FF5E as ASCII; 0 when the text does not begin with one. */
static char narrow_at(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] != 0xEF || (at[1] != 0xBC && at[1] != 0xBD) || at[2] < 0x80)
        return '\0';
    int code = ((0xF << 12) | ((at[1] & 0x3F) << 6) | (at[2] & 0x3F)) - 0xFEE0;
    return code > 0x20 && code < 0x7F ? (char)code : '\0';
}

static char *plain(struct arena *arena, const char *text)
{
    char *out = arena_alloc(arena, strlen(text) + 1);
    size_t n = 0;
    while (*text != '\0') {
        size_t parting = parting_at(text);
        char narrow = narrow_at(text);
        if (parting > 0) {
            out[n++] = ' ';
            text += parting;
        } else if (narrow != '\0') {
            out[n++] = narrow;
            text += 3;
        } else {
            out[n++] = *text++;
        }
    }
    out[n] = '\0';
    return out;
}

/* ---- labels ---- */

struct label {
    const char *text;
    bool names; /* a person's name follows */
};
static const struct label LABELS[] = {
    {"收货人姓名", true}, {"收件人姓名", true}, {"收货人", true},      {"收件人", true},
    {"联系人", true},     {"姓名", true},       {"收货人电话", false}, {"联系电话", false},
    {"收货电话", false},  {"手机号码", false},  {"手机号", false},     {"电话号码", false},
    {"联系方式", false},  {"电话", false},      {"手机", false},       {"详细地址", false},
    {"收货地址", false},  {"收件地址", false},  {"所在地区", false},   {"地址", false},
    {"地区", false},
};

/* Bytes of a label at the start of `text` with the colon or blank that ends it. */
static size_t label_at(const char *text, bool *names)
{
    for (size_t i = 0; i < sizeof(LABELS) / sizeof(LABELS[0]); i++) {
        size_t length = strlen(LABELS[i].text);
        if (strncmp(text, LABELS[i].text, length) != 0)
            continue;
        size_t end = strspn(text + length, ": ");
        if (end == 0 && !isdigit((unsigned char)text[length]))
            continue;
        *names = LABELS[i].names;
        return length + end;
    }
    return 0;
}

static void take_labels(char *text)
{
    char *out = text;
    bool fresh = true;
    while (*text != '\0') {
        bool names = false;
        size_t length = fresh ? label_at(text, &names) : 0;
        if (length > 0) {
            *out++ = ' '; /* a label is longer than these two */
            if (names)
                *out++ = NAME_MARK;
            text += length;
            continue;
        }
        fresh = *text == ' ';
        *out++ = *text++;
    }
    *out = '\0';
}

/* ---- telephone ---- */

static size_t country_code_at(const char *text)
{
    static const char *const CODES[] = {"+86", "0086", "86"};
    for (size_t i = 0; i < sizeof(CODES) / sizeof(CODES[0]); i++)
        if (strncmp(text, CODES[i], strlen(CODES[i])) == 0)
            return strlen(CODES[i]) + strspn(text + strlen(CODES[i]), "- ");
    return 0;
}

/* Bytes of a mobile number at the start of `text`, also as 138-1234-0000 or 138 1234 0000. */
static size_t mobile_at(const char *text, char phone[12])
{
    size_t at = 0;
    int digits = 0;
    if (text[0] != '1' || text[1] < '3' || text[1] > '9')
        return 0;
    while (digits < 11) {
        if ((digits == 3 || digits == 7) && (text[at] == '-' || text[at] == ' '))
            at++;
        if (!isdigit((unsigned char)text[at]))
            return 0;
        phone[digits++] = text[at++];
    }
    phone[11] = '\0';
    return isdigit((unsigned char)text[at]) ? 0 : at;
}

static void take_phone(struct arena *arena, struct address_paste *paste)
{
    char phone[12];
    paste->phone = arena_strdup(arena, "");
    for (char *at = paste->text; *at != '\0'; at++) {
        if (at > paste->text && isdigit((unsigned char)at[-1]))
            continue;
        size_t code = country_code_at(at), length = mobile_at(at + code, phone);
        if (length == 0)
            code = 0, length = mobile_at(at, phone);
        if (length == 0)
            continue;
        memset(at, ' ', code + length);
        paste->phone = arena_strdup(arena, phone);
        return;
    }
}

/* One blank between words, none at the ends. */
static void squeeze(char *text)
{
    char *out = text;
    const char *begin = text;
    for (; *text != '\0'; text++)
        if (*text != ' ' || (out > begin && out[-1] != ' '))
            *out++ = *text;
    if (out > begin && out[-1] == ' ')
        out--;
    *out = '\0';
}

void address_paste_begin(struct arena *arena, const char *pasted, struct address_paste *paste)
{
    *paste = (struct address_paste){.text = plain(arena, pasted)};
    take_labels(paste->text);
    take_phone(arena, paste);
    squeeze(paste->text);
}

/* ---- name and street ---- */

struct word {
    char *text;
    bool before; /* stands before the region */
};
enum { WORDS_MAX = 60, NAME_MAX_POINTS = 40 };

static int split(struct arena *arena, const char *text, size_t length, bool before,
                 struct word *words, int count)
{
    char *part = arena_memdup(arena, text, length);
    while (count < WORDS_MAX) {
        part += strspn(part, " ");
        size_t n = strcspn(part, " ");
        if (n == 0)
            break;
        words[count++] = (struct word){arena_memdup(arena, part, n), before};
        part += n;
    }
    return count;
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), n = strlen(end);
    return length >= n && strcmp(text + length - n, end) == 0;
}

/* How well a word would do for a name: 0 not at all, 1 rather, 2 well. */
static int name_fit(const struct word *word)
{
    static struct text_rule LETTERS = TEXT_RULE("^[\\p{Han}A-Za-z·•・. ]+$");
    static struct text_rule PERSON =
        TEXT_RULE("^(\\p{Han}{2,4}|\\p{Han}{1,4}(先生|女士|小姐|老师))$");
    static struct text_rule DOTTED =
        TEXT_RULE("^\\p{Han}+([·•・.]\\p{Han}+)+$|^[A-Za-z][A-Za-z.]+$");
    static const char *const PLACES[] = {"路",   "街",   "巷",   "弄",   "村",   "组",   "号",
                                         "室",   "栋",   "楼",   "层",   "苑",   "园",   "区",
                                         "县",   "镇",   "乡",   "市",   "省",   "中国", "大厦",
                                         "小学", "中学", "学校", "医院", "社区", "广场"};
    if (!text_match(&LETTERS, word->text) || text_length(word->text) > NAME_MAX_POINTS)
        return 0;
    if (text_match(&DOTTED, word->text))
        return 2;
    for (size_t i = 0; i < sizeof(PLACES) / sizeof(PLACES[0]); i++)
        if (ends_with(word->text, PLACES[i]))
            return 0;
    if (text_match(&PERSON, word->text))
        return 2;
    return word->before && text_length(word->text) <= 12 ? 1 : 0;
}

/* The word that is the name: an announced one, then the best, before the region rather than behind
 * it, and there the last; -1 = none. */
static int find_name(struct word *words, int count)
{
    int best = -1, best_fit = 0;
    for (int i = 0; i < count; i++) {
        if (words[i].text[0] == NAME_MARK) {
            words[i].text++;
            return i;
        }
        int fit = name_fit(&words[i]) * 2 + (words[i].before ? 1 : 0);
        if (fit >= 2 && fit >= best_fit && !(words[i].before && fit == best_fit)) {
            best = i;
            best_fit = fit;
        }
    }
    return best;
}

/* 某路1号张三: a name that stands right behind the house's number. */
static char *cut_name(struct arena *arena, char *word)
{
    static struct text_rule GLUED =
        TEXT_RULE("^.*[0-9](号|室|栋|楼|座|单元|层|幢|户|组)?\\p{Han}{2,3}$");
    static struct text_rule TAIL = TEXT_RULE("[号室栋楼座元层幢户组路街巷村区园院城店]");
    size_t points = text_length(word);
    if (!text_match(&GLUED, word))
        return NULL;
    for (size_t n = 3; n >= 2; n--) {
        char *tail = word + text_offset(word, points - n);
        const char *unit = "号室栋楼座元层幢户组";
        const char *last = word + text_offset(word, points - n - 1);
        size_t size = (size_t)(tail - last);
        char one[8] = "";
        memcpy(one, last, size < sizeof(one) ? size : 0);
        bool stands = (size == 3 && strstr(unit, one) != NULL) || isdigit((unsigned char)one[0]);
        if (!stands || text_match(&TAIL, tail))
            continue;
        char *name = arena_strdup(arena, tail);
        *tail = '\0';
        return name;
    }
    return NULL;
}

static bool is_noise(const char *word)
{
    return (strlen(word) == 6 && strspn(word, "0123456789") == 6) || strcmp(word, "中国") == 0;
}

void address_paste_end(struct arena *arena, struct address_paste *paste)
{
    struct word words[WORDS_MAX];
    bool placed = paste->chain.place != NULL;
    size_t from = placed ? paste->chain.from : 0, to = placed ? paste->chain.to : 0;
    int count = split(arena, paste->text, from, true, words, 0);
    count = split(arena, paste->text + to, strlen(paste->text + to), false, words, count);
    int named = find_name(words, count);
    if (!placed && paste->phone[0] == '\0' && count > 1)
        named = -1; /* no address at all: 你好，请问... */
    paste->name = named >= 0 ? words[named].text : arena_strdup(arena, "");
    char *detail = arena_strdup(arena, "");
    for (int i = 0; i < count; i++) {
        if (i == named || is_noise(words[i].text))
            continue;
        char *name = paste->name[0] == '\0' ? cut_name(arena, words[i].text) : NULL;
        if (name != NULL)
            paste->name = name;
        detail = arena_printf(arena, "%s%s%s", detail, detail[0] != '\0' ? " " : "", words[i].text);
    }
    paste->detail = detail;
}
