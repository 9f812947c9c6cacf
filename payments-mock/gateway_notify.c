#include "payments-mock/gateway_notify.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/loop.h"
#include "payments-mock/gateway.h"
#include "payments-mock/gateway_deliver.h"
#include "payment/wechat/wechat_json.h"

static const char *const STATES[] = {
    [GATEWAY_NOTIFY_PENDING] = "pending",
    [GATEWAY_NOTIFY_DELIVERED] = "delivered",
    [GATEWAY_NOTIFY_FAILED] = "failed",
    [GATEWAY_NOTIFY_DROPPED] = "dropped",
};

/* ---- the table ----------------------------------------------------------------------------- */

void gateway_notifies_init(struct gateway_notifies *notifies)
{
    *notifies = (struct gateway_notifies){0};
    TAILQ_INIT(&notifies->list);
}

static void free_notify(struct gateway_notify *notify)
{
    free(notify->url);
    free(notify->resource);
    free(notify->salt);
    json_decref(notify->log);
    free(notify);
}

void gateway_notifies_release(struct gateway_notifies *notifies)
{
    struct gateway_notify *notify;
    if (notifies->timer != NULL)
        loop_timer_cancel(notifies->timer);
    while ((notify = TAILQ_FIRST(&notifies->list)) != NULL) {
        TAILQ_REMOVE(&notifies->list, notify, link);
        free_notify(notify);
    }
    map_release(&notifies->by_id);
    gateway_dues_release(&notifies->waiting);
    gateway_notifies_init(notifies);
}

static char *copy_text(const char *text)
{
    char *copy = strdup(text != NULL ? text : "");
    if (copy == NULL)
        abort();
    return copy;
}

/* Forgets the oldest finished ones beyond what is kept. */
static void forget_old(struct gateway_notifies *notifies)
{
    struct gateway_notify *oldest = TAILQ_FIRST(&notifies->list);
    while (notifies->count > GATEWAY_NOTIFIES_KEPT && oldest->state != GATEWAY_NOTIFY_PENDING &&
           !oldest->in_flight) {
        struct gateway_notify *next = TAILQ_NEXT(oldest, link);
        map_remove(&notifies->by_id, oldest->id);
        TAILQ_REMOVE(&notifies->list, oldest, link);
        free_notify(oldest);
        notifies->count--;
        oldest = next;
    }
}

/* What waits is in the heap: what is PENDING and not under way. */
static void line_up(struct gateway_notifies *notifies, struct gateway_notify *notify)
{
    gateway_due_remove(&notifies->waiting, &notify->due);
    if (notify->state == GATEWAY_NOTIFY_PENDING && !notify->in_flight)
        gateway_due_add(&notifies->waiting, &notify->due);
}

static void set_state(struct gateway_notifies *notifies, struct gateway_notify *notify,
                      enum gateway_notify_state state)
{
    notifies->owed += (state == GATEWAY_NOTIFY_PENDING) - (notify->state == GATEWAY_NOTIFY_PENDING);
    notify->state = state;
    line_up(notifies, notify);
}

/* When it is to go out next. */
static void set_due(struct gateway_notifies *notifies, struct gateway_notify *notify,
                    int64_t due_us)
{
    gateway_due_remove(&notifies->waiting, &notify->due);
    notify->due.due_us = due_us;
    line_up(notifies, notify);
}

/* A new PENDING notification, which waits once it has been told when it is due. */
static struct gateway_notify *add_notify(struct gateway_notifies *notifies, const char *id)
{
    struct gateway_notify *notify = calloc(1, sizeof *notify);
    if (notify == NULL)
        abort();
    wechat_copy(notify->id, sizeof notify->id, id);
    notify->log = json_array();
    TAILQ_INSERT_TAIL(&notifies->list, notify, link);
    notifies->count++;
    notifies->owed++;
    map_put(&notifies->by_id, notify->id, notify);
    return notify;
}

/* ---- delivering ---------------------------------------------------------------------------- */

struct delivery {
    struct gateway *gateway;
    struct gateway_notify *notify;
};

static void add_log(struct gateway_notify *notify, const struct gateway_attempt *attempt)
{
    char now[32];
    if (json_array_size(notify->log) >= GATEWAY_NOTIFY_LOG_MAX)
        json_array_remove(notify->log, 0);
    json_array_append_new(notify->log, json_pack("{s:s, s:i, s:s}", "at",
                                                 clock_rfc3339(clock_now_us(), 480, now), "status",
                                                 attempt->status, "result", attempt->result));
}

/* What an attempt means for the notification. */
static void settle_attempt(struct gateway *gateway, struct gateway_notify *notify,
                           const struct gateway_attempt *attempt)
{
    const struct gateway_settings *settings = &gateway->settings;
    notify->attempts++;
    add_log(notify, attempt);
    if (attempt->understood && notify->more == 0) {
        set_state(&gateway->notifies, notify, GATEWAY_NOTIFY_DELIVERED);
    } else if (attempt->understood) {
        notify->more--;
        set_due(&gateway->notifies, notify, clock_now_us());
    } else if (notify->failures >= settings->retry_count) {
        set_state(&gateway->notifies, notify, GATEWAY_NOTIFY_FAILED);
    } else {
        set_due(&gateway->notifies, notify,
                clock_now_us() + settings->retry_ms[notify->failures++] * 1000);
    }
    log_info("gateway_notify", LOG_S("id", notify->id), LOG_S("event", notify->event_type),
             LOG_I("status", attempt->status), LOG_S("result", attempt->result),
             LOG_S("state", STATES[notify->state]));
    gateway_store_append(gateway->store, gateway_notify_record(notify));
}

static void deliver_body(struct task *task, void *argument)
{
    struct delivery *delivery = argument;
    struct gateway *gateway = delivery->gateway;
    struct gateway_notify *notify = delivery->notify;
    struct refusal ignored;
    struct gateway_attempt attempt = {.result = "not kept"};
    free(delivery);
    if (gateway_store_kept(gateway->store, task, &ignored))
        attempt = gateway_deliver(gateway, task, notify);
    notify->in_flight = false;
    gateway->notifies.in_flight--;
    settle_attempt(gateway, notify, &attempt);
    forget_old(&gateway->notifies);
    gateway_notify_pump(gateway);
}

/* Begins an attempt; false when no coroutine can be had now. */
static bool start(struct gateway *gateway, struct gateway_notify *notify)
{
    struct delivery *delivery = calloc(1, sizeof *delivery);
    if (delivery == NULL)
        abort();
    *delivery = (struct delivery){gateway, notify};
    if (!task_spawn(deliver_body, delivery, GATEWAY_NOTIFY_TIMEOUT_MS + 1000)) {
        free(delivery);
        return false;
    }
    notify->in_flight = true;
    gateway->notifies.in_flight++;
    gateway_due_remove(&gateway->notifies.waiting, &notify->due);
    return true;
}

static void timer_fired(void *argument)
{
    struct gateway *gateway = argument;
    gateway->notifies.timer = NULL;
    gateway_notify_pump(gateway);
}

static void set_timer(struct gateway *gateway, int64_t due_us)
{
    struct gateway_notifies *notifies = &gateway->notifies;
    if (notifies->timer != NULL)
        loop_timer_cancel(notifies->timer);
    int64_t wait_ms = (due_us - clock_now_us()) / 1000 + 1;
    notifies->timer = loop_after(wait_ms > 1 ? wait_ms : 1, timer_fired, gateway);
}

static struct gateway_notify *first_waiting(const struct gateway_notifies *notifies)
{
    struct gateway_due *due = gateway_due_first(&notifies->waiting);
    return due == NULL
               ? NULL
               : (struct gateway_notify *)((char *)due - offsetof(struct gateway_notify, due));
}

void gateway_notify_pump(struct gateway *gateway)
{
    struct gateway_notifies *notifies = &gateway->notifies;
    int64_t now_us = clock_now_us();
    struct gateway_notify *first;
    if (notifies->stopping)
        return;
    while ((first = first_waiting(notifies)) != NULL && first->due.due_us <= now_us) {
        if (notifies->in_flight >= GATEWAY_NOTIFIES_IN_FLIGHT)
            return; /* a delivery that ends pumps again */
        if (!start(gateway, first)) {
            set_timer(gateway, now_us + 100000);
            return;
        }
    }
    if (first != NULL)
        set_timer(gateway, first->due.due_us);
}

static void await_last(void *argument);

void gateway_notify_stop(struct gateway *gateway, void (*stopped)(void))
{
    struct gateway_notifies *notifies = &gateway->notifies;
    notifies->stopping = true;
    notifies->stopped = stopped;
    if (notifies->timer != NULL)
        loop_timer_cancel(notifies->timer);
    notifies->timer = NULL;
    await_last(gateway);
}

/* Looks again soon while a delivery is under way; its own time limit bounds this. */
static void await_last(void *argument)
{
    struct gateway *gateway = argument;
    struct gateway_notifies *notifies = &gateway->notifies;
    notifies->timer = NULL;
    if (notifies->in_flight > 0)
        notifies->timer = loop_after(20, await_last, gateway);
    else
        notifies->stopped();
}

/* Sets a new notification up for the faults that were asked for. */
static void apply_faults(struct gateway *gateway, struct gateway_notify *notify)
{
    struct gateway_faults *faults = &gateway->faults;
    struct gateway_fault *duplicate = &faults->modes[GATEWAY_FAULT_DUPLICATE_NOTIFY];
    const struct gateway_fault *delay;
    if (gateway_fault_hit(faults, GATEWAY_FAULT_DROP_NOTIFY) != NULL) {
        set_state(&gateway->notifies, notify, GATEWAY_NOTIFY_DROPPED);
        return;
    }
    notify->more = (int)duplicate->left;
    duplicate->left = 0;
    delay = gateway_fault_hit(faults, GATEWAY_FAULT_DELAY_NOTIFY);
    if (delay != NULL)
        set_due(&gateway->notifies, notify, notify->due.due_us + delay->ms * 1000);
}

static void apply_sms_faults(struct gateway *gateway, struct gateway_notify *notify)
{
    const struct gateway_fault *delay;
    if (gateway_fault_hit(&gateway->faults, GATEWAY_FAULT_SMS_DROP_RECEIPT) != NULL) {
        set_state(&gateway->notifies, notify, GATEWAY_NOTIFY_DROPPED);
        return;
    }
    delay = gateway_fault_hit(&gateway->faults, GATEWAY_FAULT_SMS_DELAY_RECEIPT);
    if (delay != NULL)
        set_due(&gateway->notifies, notify, notify->due.due_us + delay->ms * 1000);
}

/* One fen more than was paid, as a broken or hostile platform might say. */
static void spoil_amount(json_t *resource)
{
    json_t *amount = json_object_get(resource, "amount");
    json_t *total = json_object_get(amount, "total");
    json_integer_set(total, json_integer_value(total) + 1);
}

void gateway_notify_send(struct gateway *gateway, const struct gateway_news *news)
{
    char id[37] = "EV-";
    bool is_payment = strcmp(news->event_type, "TRANSACTION.SUCCESS") == 0;
    bool is_parcel = strcmp(news->event_type, GATEWAY_EVENT_PARCEL) == 0;
    bool is_sms = strcmp(news->event_type, GATEWAY_EVENT_SMS) == 0;
    if (news->url[0] == '\0') {
        json_decref(news->resource);
        return;
    }
    crypto_nonce_text(id + 3, 32);
    if (is_payment && gateway_fault_hit(&gateway->faults, GATEWAY_FAULT_WRONG_AMOUNT) != NULL)
        spoil_amount(news->resource);
    struct gateway_notify *notify = add_notify(&gateway->notifies, id);
    wechat_copy(notify->event_type, sizeof notify->event_type, news->event_type);
    wechat_copy(notify->subject, sizeof notify->subject, news->subject);
    notify->url = copy_text(news->url);
    notify->salt = copy_text(news->salt);
    notify->resource = json_dumps(news->resource, JSON_COMPACT);
    assert(notify->resource != NULL);
    json_decref(news->resource);
    notify->due.since_us = clock_now_us();
    set_due(&gateway->notifies, notify, notify->due.since_us);
    if (is_sms)
        apply_sms_faults(gateway, notify);
    else if (!is_parcel)
        apply_faults(gateway, notify);
    gateway_store_append(gateway->store, gateway_notify_record(notify));
    gateway_notify_pump(gateway);
}

struct gateway_notify *gateway_notify_resend(struct gateway *gateway, const char *id)
{
    struct gateway_notify *notify = map_get(&gateway->notifies.by_id, id);
    if (notify == NULL)
        return NULL;
    set_state(&gateway->notifies, notify, GATEWAY_NOTIFY_PENDING);
    set_due(&gateway->notifies, notify, clock_now_us());
    notify->failures = 0;
    gateway_store_append(gateway->store, gateway_notify_record(notify));
    gateway_notify_pump(gateway);
    return notify;
}

/* ---- how it is shown and kept --------------------------------------------------------------- */

json_t *gateway_notify_json(const struct gateway_notify *notify)
{
    char created[32];
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:O}", "id", notify->id, "event_type",
                     notify->event_type, "subject", notify->subject, "url", notify->url, "state",
                     STATES[notify->state], "create_time",
                     clock_rfc3339(notify->due.since_us, 480, created), "attempts",
                     notify->attempts, "log", notify->log);
}

json_t *gateway_notify_record(const struct gateway_notify *notify)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:I, s:I, s:i, s:i, s:i, s:o}",
                     "kind", "notify", "id", notify->id, "event_type", notify->event_type,
                     "subject", notify->subject, "url", notify->url, "resource", notify->resource,
                     "salt", notify->salt, "state", (int)notify->state, "created_us",
                     (json_int_t)notify->due.since_us, "due_us", (json_int_t)notify->due.due_us,
                     "attempts", notify->attempts, "failures", notify->failures, "more",
                     notify->more, "log", json_deep_copy(notify->log));
}

bool gateway_notify_restore(struct gateway_notifies *notifies, const json_t *record)
{
    enum { RESOURCE_MAX = 512 * 1024 };
    struct wechat_reader reader = {0};
    const char *id = wechat_read_id(&reader, record, "id", 36, WECHAT_REQUIRED);
    const char *type = wechat_read_id(&reader, record, "event_type", 32, WECHAT_REQUIRED);
    const char *subject = wechat_read_id(&reader, record, "subject", 99, WECHAT_REQUIRED);
    const char *url = wechat_read_text(&reader, record, "url", 512, WECHAT_REQUIRED);
    const char *resource =
        wechat_read_text(&reader, record, "resource", RESOURCE_MAX, WECHAT_REQUIRED);
    const char *salt = wechat_read_text(&reader, record, "salt", 255, WECHAT_OPTIONAL);
    const char *names[] = {"state", "created_us", "due_us", "attempts", "failures", "more"};
    const int64_t limits[] = {GATEWAY_NOTIFY_DROPPED, INT64_MAX, INT64_MAX, INT32_MAX,
                              GATEWAY_RETRIES_MAX,    INT32_MAX};
    int64_t values[6];
    for (int i = 0; i < 6; i++)
        values[i] = wechat_read_integer(&reader, record, names[i], 0, limits[i], WECHAT_REQUIRED);
    json_t *log = json_object_get(record, "log");
    if (reader.bad != NULL || !json_is_array(log))
        return false;
    struct gateway_notify *notify = map_get(&notifies->by_id, id);
    if (notify == NULL) {
        notify = add_notify(notifies, id);
        wechat_copy(notify->event_type, sizeof notify->event_type, type);
        wechat_copy(notify->subject, sizeof notify->subject, subject);
        notify->url = copy_text(url);
        notify->resource = copy_text(resource);
        notify->salt = copy_text(salt);
    }
    json_decref(notify->log);
    notify->log = json_incref(log);
    gateway_due_remove(&notifies->waiting, &notify->due);
    notify->due.since_us = values[1];
    notify->due.due_us = values[2];
    set_state(notifies, notify, (enum gateway_notify_state)values[0]);
    notify->attempts = (int)values[3];
    notify->failures = (int)values[4];
    notify->more = (int)values[5];
    forget_old(notifies);
    return true;
}
