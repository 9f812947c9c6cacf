/* A product: a listing's version that is on sale, as everybody may see it. What is not on sale does
 * not exist here (not_found). */
#ifndef CATALOG_PRODUCT_H
#define CATALOG_PRODUCT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "catalog/plan.h"

struct product_sku {
    int64_t sku_id;
    const char *spec;
    int64_t net_weight_g, gross_weight_g, price_fen;
};

/* A household of the plan; who may see it by itself is a matter of groups (ledger/group.h). */
struct product_person {
    int64_t household_id;
    const char *pseudonym;
    const char *village_name, *village_code;
    bool hidden; /* does not want to be shown by itself */
};

struct product {
    int64_t listing_id, version_id, plan_id, producer_id;
    const char *county_code;
    json_t *view; /* the version's public members: title, story, origin ...; owned by the task's
                     arena */
    struct product_sku *skus;
    int sku_count;
    struct plan plan;
    struct product_person *people; /* by household id */
    int person_count;
};

/* Finds what is on sale under a listing, with its SKUs, plan and the plan's households. Memory is
 * the task's. */
bool product_find(struct task *task, int64_t listing_id, struct product *product,
                  struct refusal *why);

/* The person of a household in the plan; NULL when there is none. */
const struct product_person *product_person(const struct product *product, int64_t household_id);

/* The listings that differ from it only in size - same producer, produce and village -, itself
 * first; at most PRODUCT_SIBLINGS ids. */
enum { PRODUCT_SIBLINGS = 8 };
bool product_siblings(struct task *task, int64_t listing_id, int64_t ids[PRODUCT_SIBLINGS],
                      int *count, struct refusal *why);

/* Who sells, as everybody may see it, an object. New reference, NULL and why when refused. */
json_t *product_producer_json(struct task *task, int64_t producer_id, struct refusal *why);

/* [{"sku_id", "in_stock", "left": n or null, "word": "有货" | "仅剩 n 件" | "暂时缺货"}]: the
 * number only when fewer than PRODUCT_FEW are left. New reference, NULL and why when nothing is on
 * sale. */
enum { PRODUCT_FEW = 10 };
json_t *product_availability_json(struct task *task, int64_t listing_id, struct refusal *why);

#endif
