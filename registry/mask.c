#include "registry/mask.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

static const char HIDDEN[] = "***";

/* Nothing to hide, or nothing that could be cut at characters. */
static bool is_empty(const char *text)
{
    return text == NULL || text[0] == '\0';
}

static bool is_text(const char *text)
{
    return text_is_clean(text, strlen(text), true);
}

static bool is_ascii_word(const char *text)
{
    for (; *text != '\0'; text++) {
        bool digit = *text >= '0' && *text <= '9';
        bool letter = (*text >= 'A' && *text <= 'Z') || (*text >= 'a' && *text <= 'z');
        if (!digit && !letter)
            return false;
    }
    return true;
}

char *mask_name(struct arena *arena, const char *name)
{
    if (is_empty(name))
        return arena_strdup(arena, "");
    if (!is_text(name))
        return arena_strdup(arena, HIDDEN);
    size_t points = text_length(name);
    size_t first = text_offset(name, 1);
    size_t stars = points > 1 ? points - 1 : 1;
    char *mask = arena_alloc(arena, first + stars + 1);
    memcpy(mask, name, first);
    memset(mask + first, '*', stars);
    return mask;
}

char *mask_beside(struct arena *arena, const char *masked, const char *before)
{
    return arena_printf(arena, "%s%s", masked, strcmp(masked, before) == 0 ? "（换过）" : "");
}

char *mask_whole(struct arena *arena, const char *text)
{
    return arena_strdup(arena, is_empty(text) ? "" : HIDDEN);
}

/* `head` first and `tail` last characters of an ASCII number with `stars` between them. */
static char *mask_middle(struct arena *arena, const char *number, size_t head, int stars,
                         size_t tail)
{
    static const char STARS[] = "****************";
    return arena_printf(arena, "%.*s%.*s%s", (int)head, number, stars, STARS,
                        number + strlen(number) - tail);
}

/* Masks numbers of `min`..`max` ASCII characters and hides the rest. */
static char *mask_number(struct arena *arena, const char *number, size_t min, size_t max,
                         size_t head, int stars, size_t tail)
{
    if (is_empty(number))
        return arena_strdup(arena, "");
    size_t length = strlen(number);
    if (length < min || length > max || !is_ascii_word(number))
        return arena_strdup(arena, HIDDEN);
    return mask_middle(arena, number, head, stars, tail);
}

char *mask_mobile(struct arena *arena, const char *mobile)
{
    return mask_number(arena, mobile, 11, 11, 3, 4, 4);
}

char *mask_id_card(struct arena *arena, const char *id_card)
{
    return mask_number(arena, id_card, 18, 18, 6, 8, 4);
}

char *mask_id_card_public(struct arena *arena, const char *id_card)
{
    return mask_number(arena, id_card, 18, 18, 1, 16, 1);
}

char *mask_bank_card(struct arena *arena, const char *bank_card)
{
    return mask_number(arena, bank_card, 12, 30, 4, 4, 4);
}

/* ---- address -------------------------------------------------------------------------------- */

/* End of the nearest of `words` (NULL-terminated) at or after `text`, NULL when none follows. */
static const char *find_end(const char *text, const char *const *words)
{
    const char *nearest = NULL;
    size_t length = 0;
    for (; *words != NULL; words++) {
        const char *found = strstr(text, *words);
        if (found != NULL && (nearest == NULL || found < nearest)) {
            nearest = found;
            length = strlen(*words);
        }
    }
    return nearest != NULL ? nearest + length : NULL;
}

static const char *const PROVINCE_WORDS[] = {"省", "自治区", "特别行政区", NULL};
static const char *const CITY_WORDS[] = {"市", "自治州", "地区", "盟", NULL};
static const char *const COUNTY_WORDS[] = {"县", "区", "旗", NULL};
static const char *const TOWNSHIP_WORDS[] = {"镇", "乡", "街道", "苏木", NULL};

/* From the top down. A city may stand where a county does (株洲市醴陵市). */
enum level { PROVINCE, CITY, COUNTY, COUNTY_CITY, TOWNSHIP, LEVELS };
static const char *const *const WORDS[LEVELS] = {PROVINCE_WORDS, CITY_WORDS, COUNTY_WORDS,
                                                 CITY_WORDS, TOWNSHIP_WORDS};

/* Whether the characters from..end can name an area. Who finds a house or street in them has read
 * too far. */
static bool is_area_name(const char *from, const char *end)
{
    static const char *const STREET_WORDS[] = {"路", "号", "村",   "组",   "巷", "楼",
                                               "栋", "室", "单元", "小区", NULL};
    enum { NAME_MIN = 2, NAME_MAX = 12 }; /* characters, the last word included */
    size_t points = 0;
    for (const char *at = from; at < end; at++) {
        if ((unsigned char)*at < 0x80)
            return false;
        points += ((unsigned char)*at & 0xc0) != 0x80;
    }
    const char *street = find_end(from, STREET_WORDS);
    return points >= NAME_MIN && points <= NAME_MAX && (street == NULL || street > end);
}

/* End of the area of that level whose name starts at `from`, NULL when there is none. */
static const char *area_end(const char *from, enum level level)
{
    const char *end = find_end(from, WORDS[level]);
    if (end == NULL || !is_area_name(from, end))
        return NULL;
    /* 宁乡市, 安乡县, 景德镇市: part of a larger area's name, unlike 永乐镇市场路 */
    bool city = strncmp(end, "市", 3) == 0 && strncmp(end, "市场", 6) != 0;
    bool part = level == TOWNSHIP && (city || strncmp(end, "县", 3) == 0);
    return part ? NULL : end;
}

/* Whether a lower level's name ends before `end`: the word found then belongs to a street
 * (永乐镇超市, 雨花区省府路). */
static bool is_behind_lower(const char *from, const char *end, enum level level)
{
    for (enum level lower = level + 1; lower < LEVELS; lower++) {
        const char *lower_end = area_end(from, lower);
        if (lower_end != NULL && lower_end < end)
            return true;
    }
    return false;
}

/* End of the part that may be shown; `address` itself when none. */
static const char *public_end(const char *address)
{
    const char *shown = address;
    bool has_county = false;
    for (enum level level = PROVINCE; level < LEVELS; level++) {
        if ((level == COUNTY_CITY && has_county) || (level == TOWNSHIP && shown == address))
            continue;
        const char *end = area_end(shown, level);
        if (end == NULL || is_behind_lower(shown, end, level))
            continue;
        shown = end;
        has_county = has_county || level == COUNTY;
    }
    return shown;
}

char *mask_address(struct arena *arena, const char *address)
{
    if (is_empty(address))
        return arena_strdup(arena, "");
    if (!is_text(address))
        return arena_strdup(arena, HIDDEN);
    return arena_printf(arena, "%.*s%s", (int)(public_end(address) - address), address, HIDDEN);
}

char *mask_email(struct arena *arena, const char *email)
{
    if (is_empty(email))
        return arena_strdup(arena, "");
    const char *at = strrchr(email, '@');
    if (at == NULL || at == email || at[1] == '\0' || !is_text(email))
        return arena_strdup(arena, HIDDEN);
    return arena_printf(arena, "%.*s%s%s", (int)text_offset(email, 1), email, HIDDEN, at);
}
