/* How the mall is doing, for its operators: health, timed work, checks of the books, settings in
 * force. */
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/db.h"
#include "gen/mall/operate/sql.h"
#include "mall/api/reply.h"
#include "mall/operate/audit.h"
#include "mall/operate/routes.h"
#include "mall/operate/setting_word.h"
#include "mall/operate/timed_note.h"
#include "sms/channel.h"

/* ---- health ---- */

/* Adds a statement's one row to the others'. */
static bool add_row(struct task *task, json_t *health, const struct sql *sql, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, sql, DB_NO_ARGS, &rows, why))
        return false;
    json_t *row = db_row_json(rows, 0);
    json_object_update(health, row);
    json_decref(row);
    return true;
}

static bool fill_health(struct task *task, json_t *health, struct refusal *why)
{
    struct db_rows *workers;
    int64_t asked_us = clock_mono_us();
    if (!add_row(task, health, &SQL_health_load, why))
        return false;
    int64_t took_us = clock_mono_us() - asked_us;
    if (!add_row(task, health, &SQL_health_payment, why) ||
        !add_row(task, health, &SQL_health_refund, why) ||
        !add_row(task, health, &SQL_health_provider, why) ||
        !add_row(task, health, &SQL_health_carrier, why) ||
        !db_query(task, &SQL_worker_list, DB_NO_ARGS, &workers, why))
        return false;
    json_object_set_new(health, "database_ms", json_integer((took_us + 999) / 1000));
    json_object_set_new(health, "workers", db_rows_json(workers));
    json_object_set_new(health, "provider_set",
                        json_boolean(config_text("MALL_WECHAT_URL")[0] != '\0'));
    json_object_set_new(health, "sms_set", json_boolean(sms_channel() != NULL));
    json_object_set_new(health, "carrier_set",
                        json_boolean(config_text("MALL_CARRIER_URL")[0] != '\0'));
    return true;
}

static json_t *health_json(struct task *task, struct refusal *why)
{
    json_t *health = json_object();
    if (fill_health(task, health, why))
        return health;
    json_decref(health);
    return NULL;
}

static bool get_health(struct call *call, struct refusal *why)
{
    return call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, health_json(call->task, why));
}

static bool get_timed(struct call *call, struct refusal *why)
{
    return call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, timed_list_json(call->task, why));
}

/* ---- checks of the books ---- */

static bool post_audit(struct call *call, struct refusal *why)
{
    struct idempotency key;
    struct page page = {.limit = 1};
    return call_allowed(call, RIGHT_OPERATE, NULL, why) && call_idempotency(call, &key, why) &&
           audit_want(call->task, call->session.account_id, &key, why) &&
           call_reply(call, 202, audit_list_json(call->task, &page, why));
}

static bool get_audits(struct call *call, struct refusal *why)
{
    struct page page;
    return call_list(call, &page, why) && call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, audit_list_json(call->task, &page, why));
}

static bool get_audit(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, audit_json(call->task, id, why));
}

/* ---- settings in force ---- */

static json_t *setting_json(const struct config_setting *setting)
{
    static const char *const SOURCES[] = {[CONFIG_DEFAULT] = "default",
                                          [CONFIG_FROM_FILE] = "file",
                                          [CONFIG_FROM_ENVIRONMENT] = "environment"};
    bool hidden = config_is_secret(setting);
    const char *word = setting_word(setting->name);
    const char *fallback = setting->fallback;
    return json_pack("{s:s, s:s, s:b, s:b, s:s?, s:s?, s:s}", "name", setting->name, "about",
                     word[0] != '\0' ? word : setting->about, "is_secret", hidden, "is_set",
                     setting->value[0] != '\0', "value", hidden ? NULL : setting->value, "fallback",
                     hidden ? NULL : fallback, "source", SOURCES[setting->source]);
}

static bool get_settings(struct call *call, struct refusal *why)
{
    const struct config_setting *setting;
    if (!call_allowed(call, RIGHT_OPERATE, NULL, why))
        return false;
    json_t *items = json_array();
    for (int i = 0; (setting = config_at(i)) != NULL; i++)
        json_array_append_new(items, setting_json(setting));
    return call_reply_list(call, items);
}

const struct route ROUTES_STATUS[] = {
    {"health_get", "GET", "/api/v1/health", get_health, .rights = {RIGHT_OPERATE},
     .flags = ROUTE_QUIET},
    {"timed_list", "GET", "/api/v1/timed-work", get_timed, .rights = {RIGHT_OPERATE},
     .flags = ROUTE_QUIET},
    {"audit_create", "POST", "/api/v1/audits", post_audit, .rights = {RIGHT_OPERATE},
     .flags = ROUTE_IDEMPOTENT},
    {"audit_list", "GET", "/api/v1/audits", get_audits, .rights = {RIGHT_OPERATE},
     .query = "after limit"},
    {"audit_get", "GET", "/api/v1/audits/:report_id", get_audit, .rights = {RIGHT_OPERATE}},
    {"setting_list", "GET", "/api/v1/settings", get_settings, .rights = {RIGHT_OPERATE}},
    {0},
};
