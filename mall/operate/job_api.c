/* Jobs over HTTP: what was not done and why, and trying again. */
#include <string.h>

#include "base/job_list.h"

#include "base/change_trail.h"
#include "base/log.h"
#include "mall/api/reason.h"
#include "mall/api/reply.h"
#include "mall/operate/export_word.h"
#include "mall/operate/routes.h"

static const struct export_word REASONS[] = {{"timeout", "处理时间过长"},
                                             {"unavailable", "对方或数据库暂时不可用"},
                                             {"upstream", "对方系统没有正常回应"},
                                             {"overloaded", "太忙，没有轮到"},
                                             {"internal", "程序内部出错"},
                                             {"cancelled", "做到一半被停下"},
                                             {"given_up", "人工停下"},
                                             {"commit_unknown", "数据库断开，不知道写没写进去"},
                                             {"conflict", "内容刚刚有了变化"},
                                             {"not_found", "要办的对象已经不在"},
                                             {NULL, NULL}};

/* "code: field detail" for people: the detail when there is one, otherwise what the code means. */
static const char *reason_of(struct task *task, const char *error)
{
    const char *colon = error != NULL ? strchr(error, ':') : NULL;
    if (colon == NULL)
        return error != NULL ? error : "";
    const char *code = arena_printf(task->arena, "%.*s", (int)(colon - error), error);
    const char *detail = strchr(colon + 2, ' ');
    const char *meaning = export_say(REASONS, code);
    if (detail == NULL || detail[1] == '\0')
        return meaning;
    return meaning == code ? detail + 1 : arena_printf(task->arena, "%s：%s", meaning, detail + 1);
}

static void add_words(struct task *task, json_t *job)
{
    json_t *error = json_object_get(job, "last_error");
    json_object_set_new(job, "reason", json_string(reason_of(task, json_string_value(error))));
    json_object_set_new(
        job, "kind_text",
        json_string(export_say(WORDS_JOB_KIND, json_string_value(json_object_get(job, "kind")))));
}

static json_t *worded(struct task *task, json_t *job)
{
    if (job != NULL)
        add_words(task, job);
    return job;
}

static bool get_jobs(struct call *call, struct refusal *why)
{
    struct page page;
    const char *state = "", *kind = call_query(call, "kind");
    if (!call_list(call, &page, why) ||
        !call_choice_query(call, "state", JOB_STATES, &state, why) ||
        !call_allowed(call, RIGHT_OPERATE, NULL, why))
        return false;
    json_t *answer = job_list_json(call->task, state, kind != NULL ? kind : "", &page, why), *job;
    size_t i;
    json_array_foreach(json_object_get(answer, "items"), i, job)
        add_words(call->task, job);
    return call_reply(call, 200, answer);
}

static bool get_summary(struct call *call, struct refusal *why)
{
    return call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, job_summary_json(call->task, why));
}

static bool get_job(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, worded(call->task, job_json(call->task, id, why)));
}

static bool note(struct call *call, const char *action, int64_t id, const char *before,
                 const char *after, const char *reason, struct refusal *why)
{
    return change_trail_write(call->task,
                              &(struct change){.subject = "job",
                                               .subject_id = id,
                                               .county_code = "",
                                               .action = action,
                                               .before = json_pack("{s:s}", "state", before),
                                               .after = json_pack("{s:s}", "state", after),
                                               .reason = reason},
                              why);
}

static bool post_retry(struct call *call, struct refusal *why)
{
    const char *was;
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_allowed(call, RIGHT_OPERATE, NULL, why) ||
        !job_again(call->task, id, &was, why) || !note(call, "retry", id, was, "queued", NULL, why))
        return false;
    return call_reply(call, 200, worded(call->task, job_json(call->task, id, why)));
}

static bool post_give_up(struct call *call, struct refusal *why)
{
    const char *reason;
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_reason(call, &reason, why) ||
        !call_allowed(call, RIGHT_OPERATE, NULL, why) ||
        !job_give_up(call->task, id, reason, why) ||
        !note(call, "give_up", id, "queued", "failed", reason, why))
        return false;
    return call_reply(call, 200, worded(call->task, job_json(call->task, id, why)));
}

const struct route ROUTES_JOB[] = {
    {"job_list", "GET", "/api/v1/jobs", get_jobs, .rights = {RIGHT_OPERATE},
     .query = "state kind after limit"},
    {"job_summary", "GET", "/api/v1/job-summary", get_summary, .rights = {RIGHT_OPERATE},
     .flags = ROUTE_QUIET},
    {"job_get", "GET", "/api/v1/jobs/:job_id", get_job, .rights = {RIGHT_OPERATE}},
    {"job_retry", "POST", "/api/v1/jobs/:job_id/retry", post_retry, .rights = {RIGHT_OPERATE}},
    {"job_give_up", "POST", "/api/v1/jobs/:job_id/give-up", post_give_up, .rights = {RIGHT_OPERATE},
     .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {0},
};
