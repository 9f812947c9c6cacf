/* Page data of receipts and of the public board: their JSON with what a person reads beside it. */
#ifndef MALL_PAGE_MONEY_H
#define MALL_PAGE_MONEY_H

#include <jansson.h>

#include "mall/call.h"

/* New page data from receipt_json(); takes the reference. `rows` are the parts that hold something,
 * in words. */
json_t *page_receipt(struct call *call, json_t *receipt);

/* New page data from board_json(); takes the reference. */
json_t *page_board(struct call *call, json_t *board);

#endif
