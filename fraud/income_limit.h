/* How much a household may be credited a head in a year without a look (fraud/find.h): what its
 * county has set for the year; otherwise what the register says its households live on, so many
 * times over; where the register says nothing, a setting. It decides no money: more than that
 * raises a flag, which somebody ends. So one person sets it, and it stands in the trail. */
#ifndef FRAUD_INCOME_LIMIT_H
#define FRAUD_INCOME_LIMIT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

enum { INCOME_LIMIT_FIRST_YEAR = 2016, INCOME_LIMIT_LAST_YEAR = 2100 };

struct income_limit {
    int64_t fen_a_head;
    const char *from; /* "county", "register" or "setting" */
};

/* The one of this year (of Beijing). The register's: MALL_FRAUD_INCOME_TIMES its median income a
 * head over some hundred households that count; incomes stand sealed there, so it is asked in timed
 * work and not for a request. */
bool income_limit_now(struct task *task, const char *county_code, struct income_limit *limit,
                      struct refusal *why);

/* What a county has set: a page of {year, fen_a_head, reason, set_by_name, set_at}, the newest year
 * first, with `used`: {fen_a_head, limit_from, looked_at} of the last look, null before it. New
 * reference, NULL when refused. */
json_t *income_limit_list_json(struct task *task, const char *county_code, const struct page *page,
                               struct refusal *why);

struct income_limit_wish {
    const char *county_code;
    int64_t year, fen_a_head, actor_id;
    const char *reason;
};
/* Sets it, from the next look on. */
bool income_limit_set(struct task *task, const struct income_limit_wish *wish, struct refusal *why);

#endif
