/* The tables of routes of this folder, one for each noun. */
#ifndef MALL_OPERATE_ROUTES_H
#define MALL_OPERATE_ROUTES_H

#include "mall/api/route.h"

extern const struct route ROUTES_EXPORT[], ROUTES_IMPORT[], ROUTES_JOB[], ROUTES_STATUS[],
    ROUTES_ACCOUNT[], ROUTES_REFUND_DESK[], ROUTES_BILL[], ROUTES_MESSAGE[], ROUTES_REGISTER[];

#endif
