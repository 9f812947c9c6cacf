#include "orders/order_address.h"

#include "base/audit.h"
#include "base/crypto.h"
#include "base/json_text.h"
#include "gen/orders/sql.h"
#include "orders/order.h"

#define ORDER_ADDRESS "order.address"

static const struct sealed_table ORDERS = {
    .name = "sale_order",
    .read = &SQL_sealed_order_read,
    .write = &SQL_sealed_order_write,
    .fields = {{.column = "address_sealed", .field = ORDER_ADDRESS}, {.column = NULL}}};

const struct sealed_table *const ORDERS_SEALED[] = {&ORDERS, NULL};

const char *order_address_text(struct task *task, const char *name, const char *phone,
                               const char *detail)
{
    struct json_text address;
    json_text_init(&address, task->arena);
    json_text_object(&address, NULL);
    json_text_string(&address, "name", name);
    json_text_string(&address, "phone", phone);
    json_text_string(&address, "detail", detail);
    json_text_end(&address);
    return json_text_done(&address, NULL);
}

uint8_t *order_address_seal(struct arena *arena, int64_t order_id, const char *text, size_t *length)
{
    arena_wipe(arena);
    return crypto_seal_at(arena, CRYPTO_PLACE(ORDER_ADDRESS, order_id), text, length);
}

const struct refusal_kind ORDER_NOTHING_TO_SHIP = {
    "nothing_to_ship", 409,
    "这单现在没有要寄的货，收件人的姓名、电话和地址不显示；已寄出的包裹凭运单号问快递公司"};

const struct refusal_kind ORDER_ADDRESS_DELETED = {
    "address_deleted", 410, "这单的收货人姓名、电话和门牌过了保存期限，已按规定删除"};

bool order_address_needed(struct task *task, int64_t order_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_order_to_ship, DB_ARGS(DB_I64(order_id)), &rows, why))
        return false;
    if (db_count(rows) != 1)
        return refuse(why, &ORDER_NOT_FOUND, NULL);
    if (db_bool(rows, 0, ORDER_TO_SHIP_DELETED))
        return refuse(why, &ORDER_ADDRESS_DELETED, NULL);
    return db_bool(rows, 0, ORDER_TO_SHIP_TO_SHIP) || refuse(why, &ORDER_NOTHING_TO_SHIP, NULL);
}

/* What stands for an address that was deleted. */
static const char DELETED[] = "{\"name\": null, \"phone\": null, \"detail\": null}";

json_t *order_address_json(struct task *task, int64_t order_id, struct refusal *why)
{
    struct db_rows *rows;
    size_t length;
    if (!db_query(task, &SQL_order_address, DB_ARGS(DB_I64(order_id)), &rows, why))
        return NULL;
    if (db_count(rows) != 1) {
        refuse(why, &ORDER_NOT_FOUND, NULL);
        return NULL;
    }
    const uint8_t *sealed = db_bytes(rows, 0, ORDER_ADDRESS__ADDRESS_SEALED, &length);
    const char *text =
        sealed != NULL
            ? crypto_open_at(task->arena, CRYPTO_PLACE(ORDER_ADDRESS, order_id), sealed, length)
            : DELETED;
    json_t *address = text != NULL ? json_loads(text, 0, NULL) : NULL;
    if (address == NULL) {
        refuse_detail(why, &REFUSAL_INTERNAL, NULL, "地址无法解密");
        return NULL;
    }
    json_t *row = db_row_json(rows, 0);
    if (sealed != NULL)
        json_object_del(row, "deleted_at");
    json_object_update(address, row);
    json_decref(row);
    return address;
}

json_t *order_address_opened(struct task *task, const struct db_rows *rows, int row, int id_column,
                             int sealed_column)
{
    size_t length;
    const uint8_t *sealed = db_bytes(rows, row, sealed_column, &length);
    struct crypto_place place = CRYPTO_PLACE(ORDER_ADDRESS, db_i64(rows, row, id_column));
    const char *text = sealed != NULL ? crypto_open_at(task->arena, place, sealed, length) : NULL;
    json_t *address = text != NULL ? json_loads(text, 0, NULL) : NULL;
    return address != NULL ? address : json_null();
}

void order_address_tell(struct task *task, struct db_tx *tx, int64_t order_id,
                        const struct db_rows *address, struct sms_wish wish)
{
    size_t length;
    if (db_count(address) != 1 || db_is_null(address, 0, ORDER_ADDRESS__ADDRESS_SEALED))
        return;
    const uint8_t *sealed = db_bytes(address, 0, ORDER_ADDRESS__ADDRESS_SEALED, &length);
    const char *opened =
        crypto_open_at(task->arena, CRYPTO_PLACE(ORDER_ADDRESS, order_id), sealed, length);
    json_t *json = opened != NULL ? json_loads(opened, 0, NULL) : NULL;
    const char *phone = json_string_value(json_object_get(json, "phone"));
    if (phone != NULL && phone[0] != '\0') {
        wish.phone = phone;
        sms_notify(task, tx, &wish);
    }
    json_decref(json);
}

/* ---- deleted when nobody needs it ---- */

static struct order_address_rule rule = {.claim_hours = 48, .days = 90};

void order_address_start(const struct order_address_rule *given)
{
    rule = *given;
}

bool order_address_delete_due(struct task *task, int limit, int *done, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_WORK, &SQL_address_delete_due,
                        DB_ARGS(DB_I64(rule.claim_hours), DB_I64(rule.days), DB_I64(limit)), &rows,
                        why))
        return false;
    *done = (int)db_affected(rows);
    return true;
}

bool order_address_audit(struct task *task, int64_t from_id, json_t *violations,
                         struct refusal *why)
{
    const struct db_value args[] = {DB_I64(rule.claim_hours), DB_I64(rule.days), DB_I64(from_id)};
    int count = (int)(sizeof args / sizeof args[0]);
    return from_id > 0
               ? audit_ask_since(task, &SQL_audit_address_over, args, count, violations, why)
               : audit_ask(task, &SQL_audit_address_over, args, count, violations, why);
}
