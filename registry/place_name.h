/* Names of places as people write them: 云南 for 云南省, 凉山州 for 凉山彝族自治州, 威宁县 for
 * 威宁彝族回族苗族自治县. Pure. */
#ifndef REGISTRY_PLACE_NAME_H
#define REGISTRY_PLACE_NAME_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes at the start of `text` name the place of that level (1 province .. 4 township); 0
 * when none do. Only the whole name counts, unless `loose`. The longest form wins. */
size_t place_name_match(const char *name, int level, bool loose, const char *text);

#endif
