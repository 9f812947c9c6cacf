/* An address as people copy it from a message - 张三 13812340000 云南省昭通市镇雄县乌峰街道某路1号,
 * in any order, with or without blanks - taken apart into its fields. Pure: the regions that may
 * stand in it are given (registry/address_parse.h asks for them).
 *
 *     address_paste_begin()     telephone number and labels are taken out
 *     place_chain_find() ...    the region, in `text`
 *     address_paste_end()       what is left is name and street
 */
#ifndef REGISTRY_ADDRESS_PASTE_H
#define REGISTRY_ADDRESS_PASTE_H

#include "base/arena.h"
#include "registry/place_chain.h"

enum { ADDRESS_PASTE_MAX = 300 }; /* code points of what is pasted */

struct address_paste {
    char *text;                  /* what is left, parted by single blanks */
    char *phone, *name, *detail; /* "" = not recognised */
    struct place_chain chain;    /* the region in `text` */
};

void address_paste_begin(struct arena *arena, const char *pasted, struct address_paste *paste);
void address_paste_end(struct arena *arena, struct address_paste *paste);

#endif
