/* The pages that run in the browser: shop, desk and board, built by ops/web and embedded.
 *
 * One HTML file each answers every address of its app, whose router reads the path. Files below
 * /assets/ have their hash in the name: a browser keeps them for ever, and a new build has new
 * names. Where the pages were not built, their addresses lead to the pages without script and say
 * so.
 */
#ifndef MALL_PAGES_APP_H
#define MALL_PAGES_APP_H

#include <stdbool.h>

/* Whether the browser's pages are in this program. */
bool app_is_built(void);

#endif
