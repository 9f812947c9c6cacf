/* Handlers of lots, named by the catalogue's table of routes (mall/api/listing.c). */
#ifndef MALL_API_LOT_H
#define MALL_API_LOT_H

#include "mall/api/call.h"

void post_lot(struct call *call);
void get_lots(struct call *call);
void get_lot(struct call *call);
void post_lot_stock(struct call *call);
void post_lot_write_off(struct call *call);
void post_lot_hold(struct call *call);
void post_lot_open(struct call *call);
void post_lot_close(struct call *call);
void get_lot_trace(struct call *call);

#endif
