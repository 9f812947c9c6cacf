#include "payments-mock/gateway.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/loop.h"

/* Journals shorter than this are not worth rewriting. */
enum { COMPACT_MIN_RECORDS = 5000 };

static bool apply_record(void *owner, const json_t *record)
{
    struct gateway *gateway = owner;
    const json_t *batch = json_object_get(record, "batch");
    for (size_t i = 0; i < json_array_size(batch); i++)
        if (!apply_record(owner, json_array_get(batch, i)))
            return false;
    if (batch != NULL)
        return true;
    const char *kind = json_string_value(json_object_get(record, "kind"));
    if (kind == NULL)
        return false;
    if (strcmp(kind, "order") == 0)
        return gateway_order_restore(&gateway->orders, record);
    if (strcmp(kind, "refund") == 0)
        return gateway_refund_restore(&gateway->refunds, &gateway->orders, record);
    if (strcmp(kind, "notify") == 0)
        return gateway_notify_restore(&gateway->notifies, record);
    if (strcmp(kind, "parcel") == 0)
        return gateway_parcel_restore(&gateway->parcels, record);
    return false;
}

/* Everything as it is now. Orders first: refunds name them. */
static void dump_all(void *owner, struct gateway_store *store)
{
    const struct gateway *gateway = owner;
    const struct gateway_notify *notify;
    for (int i = 0; i < gateway->orders.count; i++)
        gateway_store_append(store, gateway_order_record(gateway->orders.list[i]));
    for (int i = 0; i < gateway->refunds.count; i++)
        gateway_store_append(store, gateway_refund_record(gateway->refunds.list[i]));
    for (int i = 0; i < gateway->parcels.count; i++)
        gateway_store_append(store, gateway_parcel_record(gateway->parcels.list[i]));
    TAILQ_FOREACH(notify, &gateway->notifies.list, link)
        gateway_store_append(store, gateway_notify_record(notify));
}

static void sync_store(void *argument)
{
    const struct gateway *gateway = argument;
    if (gateway->store != NULL)
        gateway_store_sync(gateway->store);
}

bool gateway_open(struct gateway *gateway, FILE *errors)
{
    gateway_notifies_init(&gateway->notifies);
    gateway->store = gateway_store_open(gateway->settings.store, apply_record, gateway, errors);
    if (gateway->store == NULL)
        return false;
    int64_t alive = gateway->orders.count + gateway->refunds.count + gateway->parcels.count +
                    gateway->notifies.count;
    int64_t records = gateway_store_records(gateway->store);
    if (records > COMPACT_MIN_RECORDS && records > 2 * alive)
        gateway_store_compact(gateway->store, dump_all, gateway);
    loop_on_turn_end(sync_store, gateway);
    log_info("gateway_open", LOG_I("orders", gateway->orders.count),
             LOG_I("refunds", gateway->refunds.count), LOG_I("parcels", gateway->parcels.count),
             LOG_I("owed", gateway->notifies.owed));
    return true;
}

void gateway_close(struct gateway *gateway)
{
    gateway_store_close(gateway->store);
    gateway->store = NULL;
    gateway_notifies_release(&gateway->notifies);
    gateway_parcels_release(&gateway->parcels);
    gateway_sms_release(&gateway->sms);
    gateway_refunds_release(&gateway->refunds);
    gateway_orders_release(&gateway->orders);
    gateway_files_release(&gateway->files);
    gateway_nonces_release(&gateway->nonces);
}

void gateway_pay(struct gateway *gateway, struct gateway_order *order)
{
    gateway_store_begin(gateway->store);
    gateway_order_pay(&gateway->orders, order, clock_now_us());
    gateway_store_append(gateway->store, gateway_order_record(order));
    const struct gateway_news news = {
        .event_type = "TRANSACTION.SUCCESS",
        .subject = order->out_trade_no,
        .url = order->notify_url,
        .resource = gateway_order_json(order, &gateway->settings.merchant),
    };
    gateway_notify_send(gateway, &news);
    gateway_store_commit(gateway->store);
}

bool gateway_settle(struct gateway *gateway, struct gateway_refund *refund,
                    enum wechat_refund_state state)
{
    char event_type[33];
    if (!gateway_refund_move(refund, state, clock_now_us()))
        return false;
    gateway_store_begin(gateway->store);
    gateway_store_append(gateway->store, gateway_refund_record(refund));
    snprintf(event_type, sizeof event_type, "REFUND.%s", wechat_refund_state_name(state));
    const struct gateway_news news = {
        .event_type = event_type,
        .subject = refund->out_refund_no,
        .url = refund->notify_url[0] != '\0' ? refund->notify_url
                                             : gateway->settings.refund_notify_url,
        .resource = gateway_refund_resource(refund, gateway->settings.merchant.mchid),
    };
    gateway_notify_send(gateway, &news);
    gateway_store_commit(gateway->store);
    return true;
}
