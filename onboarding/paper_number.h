/* What the numbers on papers say: whether they can be right, in words for who types them, and what
 * is written in them. Nothing is looked up. */
#ifndef ONBOARDING_PAPER_NUMBER_H
#define ONBOARDING_PAPER_NUMBER_H

#include "base/arena.h"

/* 食品生产许可证 and so on; "" for a kind that is none of PAPER_KINDS. */
const char *paper_kind_word(const char *kind);

/* Why a food production permit's number cannot be right, for people; NULL when it can: "SC", 14
 * digits: 1 food or 2 additive, two of a class that there is (食品生产许可分类目录, 2020), six of
 * the place, four serial, one check (GB/T 17710 MOD 11,10). */
const char *paper_food_permit_fault(const char *number);
/* The same of a green food's number: of the holder "GF" and 12 digits (six of the county, two of
 * the year from 2009 on, four serial), or of a product "LB-", two digits of its class, "-" and ten,
 * and perhaps letters. */
const char *paper_green_fault(const char *number);

/* What is written in a number, for who reviews it: "食品，17 水果制品，发证地 500236"; "" when
 * there is nothing to say, or it cannot be right. In the arena. */
const char *paper_number_says(struct arena *arena, const char *kind, const char *number);

#endif
