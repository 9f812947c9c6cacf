#include "registry/address.h"

#include "base/crypto.h"
#include "base/db.h"
#include "base/id.h"
#include "gen/registry/sql.h"
#include "registry/region.h"
#include "registry/sealed.h"

const struct refusal_kind ADDRESS_NOT_FOUND = {"address_not_found", 404, "没有找到这个收货地址"};
const struct refusal_kind ADDRESS_TOO_MANY = {"too_many_addresses", 409,
                                              "最多存 20 个收货地址，请先删掉不用的"};
const struct refusal_kind ADDRESS_TOO_WIDE = {"region_too_wide", 422, "请把地区选到乡镇或街道"};

enum { COUNTY = 3, TOWNSHIP = 4 };

bool address_check_region(struct task *task, const char *region_code, struct refusal *why)
{
    struct region region;
    struct db_rows *rows;
    if (!region_require(task, region_code, "region_code", &region, why))
        return false;
    if (region.level >= TOWNSHIP)
        return true;
    if (region.level < COUNTY)
        return refuse(why, &ADDRESS_TOO_WIDE, "region_code");
    if (!db_query(task, &SQL_region_has_children,
                  DB_ARGS(DB_TEXT(region_code), DB_I64(region.level)), &rows, why))
        return false;
    return !db_bool(rows, 0, REGION_HAS_CHILDREN_BELOW) ||
           refuse(why, &ADDRESS_TOO_WIDE, "region_code");
}

/* ---- writing ---- */

struct sealed {
    const uint8_t *bytes;
    size_t length;
};

static struct sealed seal(struct task *task, const char *field, int64_t id, const char *plain)
{
    struct sealed sealed;
    sealed.bytes = crypto_seal_at(task->arena, CRYPTO_PLACE(field, id), plain, &sealed.length);
    return sealed;
}

struct writing {
    const struct idempotency *key; /* of a new one */
    int64_t account_id, id;
    const struct address *address;
    struct sealed name, phone, detail;
};

static void seal_all(struct task *task, struct writing *writing)
{
    writing->name = seal(task, ADDRESS_NAME, writing->id, writing->address->name);
    writing->phone = seal(task, ADDRESS_PHONE, writing->id, writing->address->phone);
    writing->detail = seal(task, ADDRESS_DETAIL, writing->id, writing->address->detail);
}

/* One change of an account's book at a time; *count is how many addresses it has. */
static bool lock_book(struct db_tx *tx, int64_t account_id, int64_t *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_address_lock, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    *count = db_i64(rows, 0, ADDRESS_LOCK_COUNT);
    return true;
}

static void make_default(struct db_tx *tx, const struct writing *writing, bool is_default)
{
    if (is_default)
        db_tx_send(tx, &SQL_address_undefault,
                   DB_ARGS(DB_I64(writing->account_id), DB_I64(writing->id)));
}

#define SEALED(sealed_) DB_BYTES((sealed_).bytes, (sealed_).length)
#define WRITING_ARGS(writing_, default_)                                                           \
    DB_ARGS(DB_I64((writing_)->id), DB_I64((writing_)->account_id),                                \
            DB_TEXT((writing_)->address->region_code), SEALED((writing_)->name),                   \
            SEALED((writing_)->phone), SEALED((writing_)->detail), DB_BOOL(default_))

static bool add_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct writing *writing = argument;
    int64_t count, done;
    (void)task;
    if (!lock_book(tx, writing->account_id, &count, why) ||
        !idempotency_find(tx, writing->key, &done, why))
        return false;
    if (done > 0) {
        writing->id = done;
        return true;
    }
    if (count >= ADDRESS_MAX)
        return refuse(why, &ADDRESS_TOO_MANY, NULL);
    bool is_default = writing->address->is_default || count == 0;
    make_default(tx, writing, is_default);
    db_tx_send(tx, &SQL_address_add, WRITING_ARGS(writing, is_default));
    idempotency_save(tx, writing->key, writing->id);
    return true;
}

bool address_add(struct task *task, const struct idempotency *key, const struct address *address,
                 int64_t *address_id, struct refusal *why)
{
    struct writing writing = {
        .key = key, .account_id = key->account_id, .id = id_next(), .address = address};
    if (!address_check_region(task, address->region_code, why))
        return false;
    seal_all(task, &writing);
    if (!db_transact(task, DB_FAST, add_body, &writing, why))
        return false;
    *address_id = writing.id;
    return true;
}

static bool set_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct writing *writing = argument;
    struct db_rows *rows;
    int64_t count;
    (void)task;
    if (!lock_book(tx, writing->account_id, &count, why))
        return false;
    make_default(tx, writing, writing->address->is_default);
    if (!db_tx_query(tx, &SQL_address_set, WRITING_ARGS(writing, writing->address->is_default),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &ADDRESS_NOT_FOUND, NULL);
    db_tx_send(tx, &SQL_address_newest_default, DB_ARGS(DB_I64(writing->account_id)));
    return true;
}

bool address_set(struct task *task, int64_t account_id, const struct address *address,
                 struct refusal *why)
{
    struct writing writing = {.account_id = account_id, .id = address->id, .address = address};
    if (!address_check_region(task, address->region_code, why))
        return false;
    seal_all(task, &writing);
    return db_transact(task, DB_FAST, set_body, &writing, why);
}

static bool remove_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct writing *writing = argument;
    struct db_rows *rows;
    int64_t count;
    (void)task;
    if (!lock_book(tx, writing->account_id, &count, why))
        return false;
    if (!db_tx_query(tx, &SQL_address_remove,
                     DB_ARGS(DB_I64(writing->id), DB_I64(writing->account_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &ADDRESS_NOT_FOUND, NULL);
    db_tx_send(tx, &SQL_address_newest_default, DB_ARGS(DB_I64(writing->account_id)));
    return true;
}

bool address_remove(struct task *task, int64_t account_id, int64_t address_id, struct refusal *why)
{
    struct writing writing = {.account_id = account_id, .id = address_id};
    return db_transact(task, DB_FAST, remove_body, &writing, why);
}

/* ---- reading ---- */

static const char *open_at(struct task *task, const char *field, int64_t id, const void *sealed,
                           size_t length)
{
    return crypto_open_at(task->arena, CRYPTO_PLACE(field, id), sealed, length);
}

/* The columns of address_find and address_list are the same. */
static bool open_row(struct task *task, const struct db_rows *rows, int row, struct address *out,
                     struct refusal *why)
{
    size_t name, phone, detail;
    const void *name_sealed = db_bytes(rows, row, ADDRESS_FIND__NAME, &name);
    const void *phone_sealed = db_bytes(rows, row, ADDRESS_FIND__PHONE, &phone);
    const void *detail_sealed = db_bytes(rows, row, ADDRESS_FIND__DETAIL, &detail);
    int64_t id = db_i64(rows, row, ADDRESS_FIND_ADDRESS_ID);
    *out = (struct address){
        .id = id,
        .region_code = db_text(rows, row, ADDRESS_FIND_REGION_CODE),
        .is_default = db_bool(rows, row, ADDRESS_FIND_IS_DEFAULT),
        .name = open_at(task, ADDRESS_NAME, id, name_sealed, name),
        .phone = open_at(task, ADDRESS_PHONE, id, phone_sealed, phone),
        .detail = open_at(task, ADDRESS_DETAIL, id, detail_sealed, detail),
    };
    return (out->name != NULL && out->phone != NULL && out->detail != NULL) ||
           refuse_detail(why, &REFUSAL_INTERNAL, NULL, "地址无法解密");
}

bool address_find(struct task *task, int64_t account_id, int64_t address_id, struct address *out,
                  struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_address_find, DB_ARGS(DB_I64(address_id), DB_I64(account_id)), &rows,
                  why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &ADDRESS_NOT_FOUND, NULL);
    return open_row(task, rows, 0, out, why);
}

static json_t *view(struct task *task, const struct address *address)
{
    char id[21];
    struct region region;
    struct refusal ignored;
    bool known = region_find(task, address->region_code, &region, &ignored);
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:s?, s:o}", "address_id", id_text(address->id, id),
        "name", address->name, "phone", address->phone, "detail", address->detail, "region_code",
        address->region_code, "region_name", known ? region.path : "", "is_default",
        (int)address->is_default, "region_ended_on",
        known && region.valid_to[0] != '\0' ? region.valid_to : NULL, "region_successor",
        known ? region_successor_json(task, &region) : json_null());
}

json_t *address_json(struct task *task, int64_t account_id, int64_t address_id, struct refusal *why)
{
    struct address address;
    return address_find(task, account_id, address_id, &address, why) ? view(task, &address) : NULL;
}

_Static_assert((int)ADDRESS_FIND__DETAIL == (int)ADDRESS_LIST__DETAIL &&
                   (int)ADDRESS_FIND_REGION_CODE == (int)ADDRESS_LIST_REGION_CODE,
               "address_find and address_list are read alike");

json_t *address_list_json(struct task *task, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_address_list, DB_ARGS(DB_I64(account_id)), &rows, why))
        return NULL;
    json_t *list = json_array();
    for (int i = 0; i < db_count(rows); i++) {
        struct address address;
        if (!open_row(task, rows, i, &address, why)) {
            json_decref(list);
            return NULL;
        }
        json_array_append_new(list, view(task, &address));
    }
    return list;
}
