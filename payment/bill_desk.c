#include "payment/bill_desk.h"

#include <stdint.h>
#include <string.h>

#include "gen/payment/sql.h"
#include "payment/providers.h"

/* Where nothing can be paid there are no bills. */
static const char *provider_name(void)
{
    const struct provider *provider = provider_default();
    return provider != NULL ? provider->name : "";
}

/* ---- what is done about those that are not there ---- */

/* The job that fetches a day's bill, by its row; -1 = there is none. */
static int job_of(struct task *task, const json_t *bill, const struct db_rows *jobs)
{
    const char *day = json_string_value(json_object_get(bill, "day"));
    const char *key = arena_printf(task->arena, "%s %s", provider_name(), day);
    for (int i = 0; i < db_count(jobs); i++)
        if (strcmp(db_text(jobs, i, PAYMENT_BILL_JOB_KEY), key) == 0)
            return i;
    return -1;
}

/* What a job says begins with the refusal's code: "unavailable:  words". */
static json_t *words_of(const char *said)
{
    const char *words = said != NULL ? strstr(said, ": ") : NULL;
    if (words != NULL)
        words += strspn(words, ": ");
    if (words == NULL || words[0] == '\0')
        words = said;
    return words != NULL ? json_string(words) : json_null();
}

static void add_job(struct task *task, json_t *bill, const struct db_rows *jobs)
{
    int i = job_of(task, bill, jobs);
    bool failed = i >= 0 && strcmp(db_text(jobs, i, PAYMENT_BILL_JOB_STATE), "failed") == 0;
    bool kept = !json_is_null(json_object_get(bill, "fetched_at"));
    json_t *job = i >= 0 ? db_row_json(jobs, i) : json_object();
    if (i >= 0 && !(kept && failed))
        json_object_set_new(bill, "state", json_string(failed ? "failed" : "fetching"));
    json_object_set_new(bill, "attempts",
                        json_integer(i >= 0 ? db_i64(jobs, i, PAYMENT_BILL_JOB_ATTEMPTS) : 0));
    json_object_set_new(bill, "why",
                        words_of(i >= 0 ? db_text(jobs, i, PAYMENT_BILL_JOB_LAST_ERROR) : NULL));
    json_t *next_at = json_object_get(job, "next_at");
    json_object_set(bill, "next_at", next_at != NULL ? next_at : json_null());
    json_decref(job);
}

/* ---- lists ---- */

static bool read_bills(struct task *task, const struct page *page, const char *day,
                       struct db_rows **bills, struct db_rows **jobs, struct refusal *why)
{
    return db_query(task, &SQL_payment_bill_job, DB_NO_ARGS, jobs, why) &&
           db_query_class(task, DB_SLOW, &SQL_payment_bill_list,
                          DB_ARGS(PAGE_ARGS_DOWN(page), DB_TEXT(provider_name()), DB_TEXT(day)),
                          bills, why);
}

json_t *payment_bill_list_json(struct task *task, const struct page *page, struct refusal *why)
{
    struct db_rows *bills, *jobs;
    json_t *bill;
    size_t i;
    if (!read_bills(task, page, "", &bills, &jobs, why))
        return NULL;
    json_t *answer = page_json(page, bills, PAYMENT_BILL_LIST__NUMBER);
    json_array_foreach(json_object_get(answer, "items"), i, bill)
        add_job(task, bill, jobs);
    return answer;
}

json_t *payment_bill_json(struct task *task, const char *day, struct refusal *why)
{
    struct db_rows *bills, *jobs;
    struct page one = {.limit = 1};
    if (!read_bills(task, &one, day, &bills, &jobs, why))
        return NULL;
    if (db_count(bills) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, "day");
        return NULL;
    }
    json_t *bill = db_row_json(bills, 0);
    add_job(task, bill, jobs);
    return bill;
}
