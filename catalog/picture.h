/* Drawings of produce, the files of web/static/produce; a picture's key is its file's name. Whoever
 * lists something without choosing gets the one that fits best.
 */
#ifndef CATALOG_PICTURE_H
#define CATALOG_PICTURE_H

#include <stdbool.h>

bool picture_exists(const char *key);

/* By words of the produce, otherwise by the category, otherwise "generic". Both in Chinese, as
 * people write them. */
const char *picture_for(const char *produce, const char *category);

#endif
