/* Page data of receipts and of the public board: their JSON with what a person reads beside it. */
#ifndef MALL_PAGES_MONEY_PAGE_H
#define MALL_PAGES_MONEY_PAGE_H

#include <jansson.h>

#include "mall/api/call.h"

/* New page data from receipt_json(); takes the reference. `rows` are the parts that hold something,
 * in words. */
json_t *page_receipt(struct call *call, json_t *receipt);

/* New page data from board_json(); takes the reference. */
json_t *page_board(struct call *call, json_t *board);

#endif
