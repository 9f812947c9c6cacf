#include "logistics/carrier_client.h"

#include <string.h>

#include "base/db.h"
#include "base/fetch.h"
#include "base/id.h"
#include "base/json_text.h"
#include "base/log.h"
#include "base/shape.h"
#include "base/url.h"
#include "gen/logistics/sql.h"
#include "logistics/parcel.h"
#include "logistics/waybill.h"

const struct refusal_kind CARRIER_REFUSED = {"carrier_refused", 502,
                                             "物流查询服务没有接受这个运单"};

enum { TIMEOUT_MS = 10000, ANSWER_MAX = 64 * 1024 };

static struct carrier_settings service = {"", "", "", ""};

void carrier_client_start(const struct carrier_settings *settings)
{
    service = *settings;
}

bool carrier_client_is_on(void)
{
    return service.url[0] != '\0' && service.public_url[0] != '\0';
}

const char *carrier_subscription(struct arena *arena, const struct carrier_settings *settings,
                                 const char *kuaidi_com, const char *waybill_no)
{
    const char *callback = arena_printf(arena, "%s%s", settings->public_url, CARRIER_PUSH_PATH);
    json_t *param =
        json_pack("{s:s, s:s, s:s, s:{s:s, s:s, s:s, s:s}}", "company", kuaidi_com, "number",
                  waybill_no, "key", settings->key, "parameters", "callbackurl", callback, "salt",
                  settings->salt, "resultv2", "1", "autoCom", "0");
    const char *text = json_text_of(arena, param, NULL);
    json_decref(param);
    return arena_printf(arena, "schema=json&param=%s", url_encode(arena, URL_FORM, text));
}

bool carrier_answer(struct arena *arena, int status, const char *body, size_t length,
                    struct refusal *why)
{
    struct refusal unread;
    json_t *answer = status == 200 ? shape_parse(arena, body, length, &unread) : NULL;
    const char *code = json_string_value(json_object_get(answer, "returnCode"));
    if (code == NULL)
        return refuse_detail(why, &FETCH_FAILED, NULL, "物流查询服务的回答无法识别（HTTP %d）",
                             status);
    /* 501: subscribed before, which is what we want. */
    if (strcmp(code, "200") == 0 || strcmp(code, "501") == 0)
        return true;
    return refuse_detail(why, &CARRIER_REFUSED, NULL, "返回码 %.8s", code);
}

static bool subscribe(struct task *task, const struct waybill_carrier *carrier,
                      const char *waybill_no, struct refusal *why)
{
    static const char *const HEADERS[] = {"Content-Type: application/x-www-form-urlencoded", NULL};
    const char *body = carrier_subscription(task->arena, &service, carrier->kuaidi_com, waybill_no);
    struct fetch_request request = {.method = "POST",
                                    .url = arena_printf(task->arena, "%s/poll", service.url),
                                    .headers = HEADERS,
                                    .body = body,
                                    .body_length = strlen(body),
                                    .timeout_ms = TIMEOUT_MS,
                                    .max_body = ANSWER_MAX};
    struct fetch_response response;
    return fetch(task, &request, &response, why) &&
           carrier_answer(task->arena, response.status, response.body, response.body_length, why);
}

bool carrier_subscribe_job(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    int64_t parcel_id;
    struct db_rows *rows;
    (void)job_id;
    const char *text = json_string_value(json_object_get(payload, "parcel_id"));
    if (text == NULL || !id_parse(text, &parcel_id))
        return refuse(why, &REFUSAL_BAD_REQUEST, "parcel_id");
    if (!carrier_client_is_on())
        return true;
    if (!db_query(task, &SQL_parcel_waybill, DB_ARGS(DB_I64(parcel_id)), &rows, why))
        return false;
    if (db_count(rows) == 0 ||
        machine_is_terminal(&PARCEL_MACHINE,
                            machine_state(&PARCEL_MACHINE, db_text(rows, 0, PARCEL_WAYBILL_STATE))))
        return true;
    const struct waybill_carrier *carrier =
        waybill_carrier_find(db_text(rows, 0, PARCEL_WAYBILL_CARRIER));
    if (carrier == NULL)
        return refuse(why, &CARRIER_REFUSED, NULL);
    if (!subscribe(task, carrier, db_text(rows, 0, PARCEL_WAYBILL_WAYBILL_NO), why))
        return false;
    log_info("carrier_subscribed", LOG_I("parcel", parcel_id), LOG_S("carrier", carrier->code));
    return true;
}
