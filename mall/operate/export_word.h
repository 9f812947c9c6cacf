/* Words of the program as people say them on a desk's tables. */
#ifndef MALL_OPERATE_EXPORT_WORD_H
#define MALL_OPERATE_EXPORT_WORD_H

#include "mall/operate/export_list.h"

extern const struct export_word WORDS_ORDER[], WORDS_PARCEL[], WORDS_REFUND[], WORDS_VERSION[],
    WORDS_LOT[], WORDS_HOUSEHOLD[], WORDS_ORGANISATION[], WORDS_ORGANISATION_KIND[], WORDS_ROLE[],
    WORDS_PURPOSE[], WORDS_JOB[], WORDS_JOB_KIND[];

#endif
