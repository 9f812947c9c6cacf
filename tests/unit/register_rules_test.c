/* What the register's stand-in decides without its store: signatures of requests, the rules of a
 * record, numbers that are invented, faults. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "register-mock/register_auth.h"
#include "register-mock/register_family.h"
#include "register-mock/register_record.h"
#include "register-mock/register_sign.h"
#include "register-mock/register_spoil.h"
#include "tests/unit/wechat_support.h"

static const int64_t NOW_S = 1764000000;
static const char NONCE[] = "0123456789abcdef0123456789abcdef";

static char folder[64], path[128];
static struct register_store store;
static struct arena *arena;
static uint8_t seed[32];
static struct register_client client = {.name = "mall"};

static int setup(void **state)
{
    (void)state;
    if (!crypto_init())
        return -1;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    temporary_folder_make(folder);
    snprintf(path, sizeof path, "%s/store", folder);
    crypto_random(seed, sizeof seed);
    crypto_ed25519_public(seed, client.public_key);
    return register_store_open(&store, path, stderr) ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    register_store_close(&store);
    temporary_folder_remove(folder);
    arena_free(arena);
    return 0;
}

/* ---- signatures ---------------------------------------------------------------------------- */

static void messages_are_those_of_the_protocol(void **state)
{
    (void)state;
    static const char EMPTY[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    static const char ABC[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_string_equal(
        register_request_message(arena, "GET", "/v1/changes?after=0", "17", NONCE, "", 0),
        arena_printf(arena, "GET\n/v1/changes?after=0\n17\n%s\n%s\n", NONCE, EMPTY));
    assert_string_equal(register_answer_message(arena, 200, NONCE, "18", "abc", 3),
                        arena_printf(arena, "200\n%s\n18\n%s\n", NONCE, ABC));
}

/* A request as it is right, at a time. */
static struct register_signed genuine(int64_t time_s, const char *nonce)
{
    struct register_signed request = {
        .client = "mall",
        .time = arena_printf(arena, "%lld", (long long)time_s),
        .nonce = nonce,
        .method = "POST",
        .target = "/v1/household-queries",
        .body = "{}",
        .body_length = 2,
    };
    const char *message = register_request_message(arena, request.method, request.target,
                                                   request.time, nonce, "{}", 2);
    request.signature = crypto_ed25519_sign(arena, seed, message, strlen(message));
    return request;
}

/* The code that refuses it, "" = none. */
static const char *refusal_of(struct register_signed request)
{
    struct register_refusal why = {.code = ""};
    bool good = register_auth_verify(arena, &request, &client, &store, NOW_S, &why);
    assert_true(good == (why.code[0] == '\0'));
    assert_true(good || why.status == 401);
    return why.code;
}

static void a_genuine_request_is_let_in_once(void **state)
{
    (void)state;
    assert_string_equal(refusal_of(genuine(NOW_S, NONCE)), "");
    assert_string_equal(refusal_of(genuine(NOW_S, NONCE)), "replayed");
    assert_string_equal(refusal_of(genuine(NOW_S - 300, "1123456789abcdef0123456789abcdef")), "");
    assert_string_equal(refusal_of(genuine(NOW_S + 300, "2123456789abcdef0123456789abcdef")), "");
}

static void what_is_not_signed_so_is_refused(void **state)
{
    (void)state;
    struct register_signed request = genuine(NOW_S, NONCE);
    assert_string_equal(refusal_of(genuine(NOW_S - 301, NONCE)), "clock");
    assert_string_equal(refusal_of(genuine(NOW_S + 301, NONCE)), "clock");
    assert_string_equal(refusal_of(genuine(NOW_S, "0123456789abcdef0123456789abcdeg")),
                        "signature");
    assert_string_equal(refusal_of(genuine(NOW_S, "0123")), "signature");
    request.client = "somebody";
    assert_string_equal(refusal_of(request), "client");
    request.client = NULL;
    assert_string_equal(refusal_of(request), "client");
#define WITHOUT(member, value)                                                                     \
    request = genuine(NOW_S, NONCE);                                                               \
    request.member = value;                                                                        \
    assert_string_equal(refusal_of(request), "signature")
    WITHOUT(time, NULL);
    WITHOUT(time, "1764000000 ");
    WITHOUT(nonce, NULL);
    WITHOUT(signature, NULL);
    WITHOUT(signature, "");
    WITHOUT(method, "GET");
    WITHOUT(target, "/v1/household-queries?");
    WITHOUT(body, "[]");
    WITHOUT(body_length, 1);
    /* none of these has used the nonce up */
    assert_string_equal(refusal_of(genuine(NOW_S, NONCE)), "");
}

/* ---- numbers ------------------------------------------------------------------------------- */

static void identity_numbers_have_their_check_character(void **state)
{
    (void)state;
    /* from the demo's tables, which another program checks */
    assert_true(register_identity_is("500236190508160175"));
    assert_true(register_identity_is("50023619041107174X"));
    assert_false(register_identity_is("500236190508160174"));
    assert_false(register_identity_is("50023619041107174x"));
    assert_false(register_identity_is("50023619043107174X"));
    assert_false(register_identity_is("5002361905081601"));
    assert_int_equal(register_card_check("622200000000001277"), '7');
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void invented_numbers_are_valid_and_of_the_long_dead(void **state)
{
    (void)state;
    enum { SOME = 20000 };
    static char numbers[2 * SOME][19];
    for (int i = 0; i < SOME; i++) {
        /* the first ones, and the last */
        int64_t n = i < SOME / 2 ? i : REGISTER_IDENTITIES - SOME + i;
        register_identity(2, true, n, numbers[2 * i]);
        register_identity(2, false, n, numbers[2 * i + 1]);
        assert_int_equal((numbers[2 * i][16] - '0') % 2, 1);
        assert_int_equal((numbers[2 * i + 1][16] - '0') % 2, 0);
    }
    for (int i = 0; i < 2 * SOME; i++) {
        assert_true(register_identity_is(numbers[i]));
        assert_memory_equal(numbers[i], "500237190", 9);
    }
    qsort(numbers, 2 * SOME, sizeof numbers[0], compare_texts);
    for (int i = 1; i < 2 * SOME; i++)
        assert_string_not_equal(numbers[i - 1], numbers[i]);
}

/* ---- records ------------------------------------------------------------------------------- */

static json_t *invented(void)
{
    struct register_numbers numbers = {0};
    struct register_seed household = {.household_no = "R500236-0000001",
                                      .village_code = "500236131201"};
    struct register_chance chance = register_chance_of("one");
    assert_true(register_family(arena, &chance, &numbers, &household));
    json_t *record = json_loads(register_invent(arena, &household).record, 0, NULL);
    arena_defer(arena, (void (*)(void *))json_decref, record);
    return record;
}

static void what_is_invented_keeps_the_rules(void **state)
{
    (void)state;
    struct register_numbers numbers = {0};
    for (int i = 0; i < 3000; i++) {
        const char *fault = "";
        struct register_seed household = {.household_no = arena_printf(arena, "R500236-%07d", i),
                                          .village_code = "500236131201"};
        struct register_chance chance = register_chance_of(household.household_no);
        assert_true(register_family(arena, &chance, &numbers, &household));
        json_t *record = json_loads(register_invent(arena, &household).record, 0, NULL);
        if (!register_record_check(arena, record, &fault))
            fail_msg("%s: %s", household.household_no, fault);
        json_decref(record);
    }
    int64_t people = numbers.people[2][0] + numbers.people[2][1];
    assert_in_range(people, 3000 * 29 / 10, 3000 * 31 / 10); /* three in the mean */
}

/* What a rule says of a record whose members `path` are replaced by a value. */
static void expect_fault(const char *name, json_t *value, const char *expected)
{
    const char *fault;
    json_t *record = invented();
    const char *point = strchr(name, '.');
    json_t *object = point != NULL ? json_array_get(json_object_get(record, "members"), 0) : record;
    json_object_set_new(object, point != NULL ? point + 1 : name, value);
    assert_false(register_record_check(arena, record, &fault));
    assert_string_equal(fault, expected);
}

static void each_rule_of_a_record_is_kept(void **state)
{
    (void)state;
    const char *fault;
    assert_true(register_record_check(arena, invented(), &fault));
    expect_fault("household_no", json_string(""), "household_no");
    expect_fault("village_code", json_string("50023613120"), "village_code");
    expect_fault("state", json_string("gone"), "state");
    expect_fault("main_cause", json_null(), "main_cause");
    expect_fault("other_causes", json_pack("[s,s]", "缺水", "缺水"), "other_causes");
    expect_fault("other_causes", json_pack("[s,s,s]", "缺水", "因学", "因婚"), "other_causes");
    expect_fault("phone", json_string("12345"), "phone");
    expect_fault("bank_account", json_string("6222000000000012778"), "bank_account");
    expect_fault("net_income_fen", json_string("1"), "net_income_fen");
    expect_fault("identified_on", json_string("2015-02-30"), "identified_on");
    expect_fault("monitored_type", json_string("边缘易致贫户"), "monitored_on");
    expect_fault("risk_removed", json_true(), "risk_removed");
    expect_fault("out_of_poverty_year", json_integer(2021), "out_of_poverty_year");
    expect_fault("unheard_of", json_true(), "unheard_of");
    expect_fault("members", json_array(), "members");
    expect_fault(".person_no", json_string("abc"), "members[0].person_no");
    expect_fault(".id_number", json_string("500237190001010010"), "members[0].id_number");
    expect_fault(".sex", json_string("人"), "members[0].sex");
    expect_fault(".relation", json_string("之子"), "members");
    expect_fault(".health", json_pack("[s,s]", "健康", "残疾"), "members[0].health");
    expect_fault(".health", json_array(), "members[0].health");
    expect_fault(".away_months", json_integer(13), "members[0].away_months");
    expect_fault(".state", json_string("asleep"), "members[0].state");
}

/* ---- faults -------------------------------------------------------------------------------- */

static void faults_are_used_up(void **state)
{
    (void)state;
    struct register_faults faults = {0};
    assert_false(register_fault_ask(&faults, "earthquake", 1, 0));
    assert_true(register_fault_ask(&faults, "slow", 2, 70));
    assert_int_equal(register_fault_hit(&faults, REGISTER_FAULT_SLOW)->ms, 70);
    assert_non_null(register_fault_hit(&faults, REGISTER_FAULT_SLOW));
    assert_null(register_fault_hit(&faults, REGISTER_FAULT_SLOW));
    assert_true(register_fault_ask(&faults, "no_head", 5, 0));
    assert_true(register_fault_ask(&faults, "none", 1, 0));
    assert_null(register_fault_hit(&faults, REGISTER_FAULT_NO_HEAD));
}

static void a_spoilt_record_breaks_one_rule(void **state)
{
    (void)state;
    struct register_faults faults = {0};
    const char *fault, *record = json_dumps(invented(), JSON_COMPACT);
    assert_ptr_equal(register_spoil_record(&faults, arena, record), record);
    register_fault_ask(&faults, "no_head", 1, 0);
    json_t *spoilt = json_loads(register_spoil_record(&faults, arena, record), 0, NULL);
    assert_false(register_record_check(arena, spoilt, &fault));
    assert_string_equal(fault, "members");
    json_decref(spoilt);
    register_fault_ask(&faults, "bad_identity", 1, 0);
    spoilt = json_loads(register_spoil_record(&faults, arena, record), 0, NULL);
    assert_false(register_record_check(arena, spoilt, &fault));
    assert_string_equal(fault, "members[0].id_number");
    json_decref(spoilt);
    assert_ptr_equal(register_spoil_record(&faults, arena, record), record);
    free((char *)(uintptr_t)record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define RULE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        RULE_TEST(messages_are_those_of_the_protocol),
        RULE_TEST(a_genuine_request_is_let_in_once),
        RULE_TEST(what_is_not_signed_so_is_refused),
        RULE_TEST(identity_numbers_have_their_check_character),
        RULE_TEST(invented_numbers_are_valid_and_of_the_long_dead),
        RULE_TEST(what_is_invented_keeps_the_rules),
        RULE_TEST(each_rule_of_a_record_is_kept),
        RULE_TEST(faults_are_used_up),
        RULE_TEST(a_spoilt_record_breaks_one_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
