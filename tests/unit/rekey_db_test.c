/* Values that an earlier program sealed, without a place: read until a rotation has written them
 * anew, then refused; and values that were moved. Needs MALL_TEST_DB, with the demo's data, and the
 * key it was sealed under (MALL_SECRET_KEY). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/code_key.h"
#include "base/crypto.h"
#include "base/key_check.h"
#include "base/log.h"
#include "base/rekey.h"
#include "orders/receipt.h"
#include "registry/account.h"
#include "registry/household.h"
#include "registry/sealed.h"
#include "sms/sealed.h"
#include "tests/unit/db_support.h"

enum { ACCOUNT = 71, OTHER_ACCOUNT = 72, MESSAGE = 73, KEY_ID = 1 };

static const struct sealed_table *find_table(const char *name)
{
    for (int i = 0; REGISTRY_SEALED[i] != NULL; i++)
        if (strcmp(REGISTRY_SEALED[i]->name, name) == 0)
            return REGISTRY_SEALED[i];
    fail();
    return NULL;
}

static void set_key(void)
{
    uint8_t key[32];
    const char *hex = getenv("MALL_SECRET_KEY");
    assert_non_null(hex);
    assert_true(crypto_unhex(hex, key, sizeof(key)));
    crypto_forget_all();
    crypto_set_master(key, KEY_ID);
}

static int setup(void **state)
{
    (void)state;
    log_set_level(LOG_ERROR_ + 1);
    side_reset("delete from account where id in (71, 72); delete from sms_message where id = 73;"
               "update key_check set only_placed = false; delete from rekey_table");
    assert_true(crypto_init());
    set_key();
    code_key_purpose(PAPER_CODE);
    code_key_purpose(RECEIPT_CODE);
    db_support_start(getenv("MALL_DB_OWNER"));
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    db_support_stop();
    side_reset("delete from account where id in (71, 72); delete from sms_message where id = 73;"
               "update key_check set only_placed = false; delete from rekey_table");
    return 0;
}

static int close_side(void **state)
{
    (void)state;
    side_close();
    return 0;
}

SQL(t_account_add, 3, "insert into account (id, phone_hash, phone_sealed) values ($1, $2, $3)");
SQL(t_account_put, 2, "update account set phone_sealed = $2 where id = $1");
SQL(t_account_get, 1, "select phone_sealed, phone_hash from account where id = $1");
SQL(t_message_add, 4,
    "insert into sms_message (id, template, phone_hash, phone_sealed, values_sealed, expires_at) "
    "values ($1, 'login_code', $2, $3, $4, now())");

/* As a program before values had places did it. */
static void add_unplaced(struct task *task, int64_t id, const char *phone)
{
    struct refusal why;
    uint8_t hash[32];
    size_t length;
    crypto_lookup_hash(ACCOUNT_PHONE, phone, hash);
    const uint8_t *sealed = crypto_seal(task->arena, ACCOUNT_PHONE, phone, &length);
    assert_granted(db_query(task, &t_account_add,
                            DB_ARGS(DB_I64(id), DB_BYTES(hash, 32), DB_BYTES(sealed, length)), NULL,
                            &why),
                   why);
}

static void add_unplaced_message(struct task *task)
{
    struct refusal why;
    uint8_t hash[32];
    size_t phone, text;
    crypto_lookup_hash(SMS_PHONE, "19900000071", hash);
    const uint8_t *phone_sealed = crypto_seal(task->arena, SMS_PHONE, "19900000071", &phone);
    const uint8_t *text_sealed = crypto_seal(task->arena, SMS_VALUES, "[]", &text);
    assert_granted(db_query(task, &t_message_add,
                            DB_ARGS(DB_I64(MESSAGE), DB_BYTES(hash, 32),
                                    DB_BYTES(phone_sealed, phone), DB_BYTES(text_sealed, text)),
                            NULL, &why),
                   why);
}

static const uint8_t *get(struct task *task, int64_t id, size_t *length)
{
    struct refusal why;
    struct db_rows *rows;
    assert_granted(db_query(task, &t_account_get, DB_ARGS(DB_I64(id)), &rows, &why), why);
    return db_bytes(rows, 0, 0, length);
}

static void put(struct task *task, int64_t id, const uint8_t *sealed, size_t length)
{
    struct refusal why;
    assert_granted(
        db_query(task, &t_account_put, DB_ARGS(DB_I64(id), DB_BYTES(sealed, length)), NULL, &why),
        why);
}

/* What the audit says of all of the registry's tables and of messages. */
static int violations(struct task *task, const char *first)
{
    struct refusal why;
    json_t *found = json_array();
    assert_granted(sealed_audit(task, REGISTRY_SEALED, found, &why), why);
    assert_granted(sealed_audit(task, SMS_SEALED, found, &why), why);
    int count = (int)json_array_size(found);
    if (count > 0 && first != NULL)
        assert_string_equal(json_string_value(json_array_get(found, 0)), first);
    json_decref(found);
    return count;
}

static void rotate_tables(struct task *task, const struct sealed_table *const *tables)
{
    struct refusal why;
    for (int i = 0; tables[i] != NULL; i++) {
        struct rekey_table at;
        assert_granted(rekey_where(task, tables[i], &at, &why), why);
        while (!at.done)
            assert_granted(rekey_step(task, tables[i], 0, &at, &why), why);
        assert_int_equal(at.shut, 0);
        if (strcmp(tables[i]->name, "account") == 0)
            assert_int_equal(at.written, 2);
        if (strcmp(tables[i]->name, "sms_message") == 0)
            assert_int_equal(at.written, 2);
    }
}

static void rotate(struct task *task)
{
    struct refusal why;
    int retired;
    assert_granted(key_check(task, &why), why);
    assert_granted(rekey_begin(task, &why), why);
    rotate_tables(task, REGISTRY_SEALED);
    rotate_tables(task, SMS_SEALED);
    assert_granted(rekey_end(task, 0, &retired, &why), why);
    assert_int_equal(retired, 0); /* the key is the same: only the places are new */
    assert_granted(key_check(task, &why), why);
}

static void old_form(struct task *task)
{
    size_t length, old_length;
    bool placed;
    add_unplaced(task, ACCOUNT, "19900000071");
    add_unplaced(task, OTHER_ACCOUNT, "19900000072");
    add_unplaced_message(task);
    const uint8_t *old = get(task, ACCOUNT, &old_length);
    crypto_sealed_key(old, old_length, &placed);
    assert_false(placed);
    assert_int_equal(violations(task, NULL), 0);
    rotate(task);
    assert_int_equal(violations(task, NULL), 0);
    const uint8_t *now = get(task, ACCOUNT, &length);
    assert_int_equal(crypto_sealed_key(now, length, &placed), KEY_ID);
    assert_true(placed);
    put(task, ACCOUNT, old, old_length);
    assert_int_equal(violations(task, "account:71: phone_sealed opens under no key in this place"),
                     1);
    put(task, ACCOUNT, now, length);
    assert_int_equal(violations(task, NULL), 0);
}

static void an_unplaced_value_opens_until_it_was_written_anew(void **state)
{
    (void)state;
    db_support_run(old_form);
}

static void swap_values(struct task *task)
{
    size_t length, other_length;
    add_unplaced(task, ACCOUNT, "19900000071");
    add_unplaced(task, OTHER_ACCOUNT, "19900000072");
    add_unplaced_message(task);
    rotate(task);
    const uint8_t *one = get(task, ACCOUNT, &length);
    const uint8_t *other = get(task, OTHER_ACCOUNT, &other_length);
    assert_null(
        crypto_open_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, OTHER_ACCOUNT), one, length));
    put(task, ACCOUNT, other, other_length);
    assert_int_equal(violations(task, "account:71: phone_sealed opens under no key in this place"),
                     1);
    put(task, OTHER_ACCOUNT, one, length);
    assert_int_equal(violations(task, NULL), 2);
    put(task, ACCOUNT, one, length);
    put(task, OTHER_ACCOUNT, other, other_length);
    assert_int_equal(violations(task, NULL), 0);
}

static void a_moved_value_is_found(void **state)
{
    (void)state;
    db_support_run(swap_values);
}

/* A hash that leads to somebody else's row, and a row that moves while it is looked at. */
static void other_hash(struct task *task)
{
    struct refusal why;
    struct rekey_table at = {.row = ACCOUNT - 1};
    add_unplaced(task, ACCOUNT, "19900000071");
    side_exec("update account set phone_hash = '\\x00' where id = 71");
    assert_int_equal(violations(task, "account:71: phone_hash is not the hash of what phone_sealed "
                                      "holds"),
                     1);
    assert_granted(rekey_step(task, find_table("account"), 1, &at, &why), why);
    assert_int_equal(at.seen, 1);
    assert_int_equal(at.written, 0);
    assert_int_equal(at.shut, 1);
    assert_int_equal(at.row, ACCOUNT);
}

static void a_hash_of_something_else_is_found(void **state)
{
    (void)state;
    db_support_run(other_hash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_unplaced_value_opens_until_it_was_written_anew, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_moved_value_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(a_hash_of_something_else_is_found, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, close_side);
}
