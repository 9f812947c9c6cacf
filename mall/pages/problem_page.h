/* A refusal's code in words: /problems/CODE. */
#ifndef MALL_PAGES_PROBLEM_PAGE_H
#define MALL_PAGES_PROBLEM_PAGE_H

#include "mall/api/route.h"

extern const struct route ROUTES_PROBLEM_PAGE[];

#endif
