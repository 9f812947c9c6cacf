#include "registry/place_chain.h"

#include <string.h>

#include "registry/place_name.h"

enum { PROVINCE = 1, COUNTY = 3, TOWNSHIP = 4 };

/* Between the names of two levels: blanks, and names that only fill a level. */
static size_t skip_between(const char *text)
{
    static const char *const FILLERS[] = {"市辖区", "省直辖县级行政区划", "自治区直辖县级行政区划"};
    size_t at = strspn(text, " ");
    for (size_t i = 0; i < sizeof(FILLERS) / sizeof(FILLERS[0]); i++)
        if (strncmp(text + at, FILLERS[i], strlen(FILLERS[i])) == 0)
            return at + strlen(FILLERS[i]) + strspn(text + at + strlen(FILLERS[i]), " ");
    return at;
}

/* A code begins with its province's two digits, and with its prefecture's four. */
static bool is_within(const struct place *place, const struct place *above)
{
    return place->level > above->level &&
           strncmp(place->code, above->code, above->level == PROVINCE ? 2 : 4) == 0;
}

struct candidate {
    const struct place *place;
    size_t length;
    bool several; /* different places fit equally well */
};

/* The place that the start of `text` names, within `above` unless that is NULL. */
static struct candidate name_at(const char *text, const struct place *places, int count,
                                const struct place *above)
{
    struct candidate best = {NULL, 0, false};
    for (int i = 0; i < count; i++) {
        const struct place *place = &places[i];
        if (above != NULL && !is_within(place, above))
            continue;
        size_t length = place_name_match(place->name, place->level,
                                         above != NULL || place->level < COUNTY, text);
        if (length == 0 || length < best.length)
            continue;
        bool same = best.place != NULL && strcmp(best.place->code, place->code) == 0;
        best.several = length == best.length && !same && (best.several || best.place != NULL);
        best.place = place; /* of two levels with one code the lower comes later, and counts */
        best.length = length;
    }
    return best;
}

/* "北京市北京市朝阳区": what is said twice counts once. */
static size_t skip_again(const char *text, const struct place *place)
{
    size_t blanks = strspn(text, " ");
    size_t again = place_name_match(place->name, place->level, false, text + blanks);
    return again > 0 ? blanks + again : 0;
}

static struct place_chain follow(const char *text, size_t from, const struct place *places,
                                 int count)
{
    struct place_chain chain = {NULL, from, from};
    for (;;) {
        size_t at = chain.to + (chain.place != NULL ? skip_between(text + chain.to) : 0);
        struct candidate next = name_at(text + at, places, count, chain.place);
        if (next.place == NULL || next.several)
            return chain;
        chain.place = next.place;
        chain.to = at + next.length;
        chain.to += skip_again(text + chain.to, chain.place);
    }
}

static bool is_better(const struct place_chain *a, const struct place_chain *b)
{
    if (a->place == NULL || b->place == NULL)
        return a->place != NULL;
    if (a->place->level != b->place->level)
        return a->place->level > b->place->level;
    return a->to - a->from > b->to - b->from;
}

struct place_chain place_chain_find(const char *text, const struct place *places, int count)
{
    struct place_chain best = {NULL, 0, 0};
    for (size_t from = 0; text[from] != '\0'; from++) {
        if (((unsigned char)text[from] & 0xC0) == 0x80)
            continue; /* within a character */
        struct place_chain chain = follow(text, from, places, count);
        if (is_better(&chain, &best))
            best = chain;
    }
    return best;
}

bool place_chain_extend(struct place_chain *chain, const char *text, const struct place *townships,
                        int count)
{
    size_t at = chain->to + skip_between(text + chain->to), longest = 0;
    for (int i = 0; i < count; i++) {
        size_t length = place_name_match(townships[i].name, TOWNSHIP, true, text + at);
        if (length > longest) {
            longest = length;
            chain->place = &townships[i];
        }
    }
    if (longest == 0)
        return false;
    chain->to = at + longest;
    return true;
}
