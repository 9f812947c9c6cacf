/* The gateway's journal: what was written is there after any end, and damage is not taken for
 * truth. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/coro.h"
#include "base/crypto.h"
#include "base/loop.h"
#include "base/task.h"
#include "payments-mock/gateway_store.h"
#include "tests/unit/wechat_support.h"

static char folder[64], path[128];
static FILE *errors;

static int setup(void **state)
{
    (void)state;
    temporary_folder_make(folder);
    snprintf(path, sizeof path, "%s/store", folder);
    errors = fopen("/dev/null", "we");
    return crypto_init() && errors != NULL ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    fclose(errors);
    temporary_folder_remove(folder);
    return 0;
}

/* What a replay has seen: the numbers of the records, in order, batches opened. */
struct seen {
    int numbers[100];
    int count;
};

static bool apply(void *owner, const json_t *record)
{
    struct seen *seen = owner;
    const json_t *batch = json_object_get(record, "batch");
    for (size_t i = 0; i < json_array_size(batch); i++)
        apply(owner, json_array_get(batch, i));
    if (batch != NULL)
        return true;
    seen->numbers[seen->count++] = (int)json_integer_value(json_object_get(record, "n"));
    return seen->numbers[seen->count - 1] >= 0;
}

static struct gateway_store *open_store(struct seen *seen)
{
    *seen = (struct seen){0};
    return gateway_store_open(path, apply, seen, errors);
}

static void append(struct gateway_store *store, int n)
{
    gateway_store_append(store, json_pack("{s:i, s:s}", "n", n, "text", "脐橙\n"));
}

/* A journal of the records 1..3. */
static void write_three(void)
{
    struct seen seen;
    struct gateway_store *store = open_store(&seen);
    assert_non_null(store);
    for (int n = 1; n <= 3; n++)
        append(store, n);
    gateway_store_close(store);
}

static off_t file_size(void)
{
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    return info.st_size;
}

static void expect(const struct seen *seen, int count)
{
    assert_int_equal(seen->count, count);
    for (int i = 0; i < count; i++)
        assert_int_equal(seen->numbers[i], i + 1);
}

static void replays_what_was_written(void **state)
{
    struct seen seen;
    (void)state;
    write_three();
    struct gateway_store *store = open_store(&seen);
    expect(&seen, 3);
    assert_int_equal(gateway_store_records(store), 3);
    append(store, 4);
    gateway_store_close(store);
    store = open_store(&seen);
    expect(&seen, 4);
    gateway_store_close(store);
}

/* Whatever length the last line was cut to, the records before it are there and can be followed. */
static void cuts_a_torn_line_at_every_length(void **state)
{
    struct seen seen;
    (void)state;
    write_three();
    off_t whole = file_size(), line = whole / 3;
    for (off_t cut = 1; cut <= line; cut++) {
        unlink(path);
        write_three();
        assert_int_equal(truncate(path, whole - cut), 0);
        struct gateway_store *store = open_store(&seen);
        assert_non_null(store);
        expect(&seen, 2);
        append(store, 3);
        gateway_store_close(store);
        store = open_store(&seen);
        expect(&seen, 3);
        gateway_store_close(store);
    }
}

static void change_byte(off_t at)
{
    FILE *file = fopen(path, "r+e");
    assert_non_null(file);
    assert_int_equal(fseeko(file, at, SEEK_SET), 0);
    int c = fgetc(file);
    assert_int_equal(fseeko(file, at, SEEK_SET), 0);
    fputc(c ^ 1, file);
    assert_int_equal(fclose(file), 0);
}

static void refuses_damage_in_the_middle(void **state)
{
    struct seen seen;
    (void)state;
    write_three();
    off_t line = file_size() / 3;
    for (off_t at = 0; at < line; at++) {
        change_byte(line + at);
        assert_null(open_store(&seen));
        change_byte(line + at);
    }
    struct gateway_store *store = open_store(&seen);
    expect(&seen, 3);
    gateway_store_close(store);
}

static void refuses_records_that_make_no_sense(void **state)
{
    struct seen seen;
    (void)state;
    struct gateway_store *store = open_store(&seen);
    append(store, -1);
    gateway_store_close(store);
    assert_null(open_store(&seen));
}

static void belongs_to_one_process(void **state)
{
    struct seen seen;
    (void)state;
    struct gateway_store *store = open_store(&seen);
    assert_non_null(store);
    assert_null(open_store(&seen));
    gateway_store_close(store);
    store = open_store(&seen);
    assert_non_null(store);
    gateway_store_close(store);
}

/* A batch is one line: cut anywhere, all of it is gone. */
static void batches_are_all_or_nothing(void **state)
{
    struct seen seen;
    (void)state;
    write_three();
    off_t before = file_size();
    struct gateway_store *store = open_store(&seen);
    gateway_store_begin(store);
    append(store, 4);
    gateway_store_begin(store);
    append(store, 5);
    gateway_store_commit(store);
    gateway_store_sync(store);
    assert_int_equal(file_size(), before);
    gateway_store_commit(store);
    assert_int_equal(gateway_store_records(store), 4);
    gateway_store_close(store);
    store = open_store(&seen);
    expect(&seen, 5);
    gateway_store_close(store);
    assert_int_equal(truncate(path, file_size() - 1), 0);
    store = open_store(&seen);
    expect(&seen, 3);
    gateway_store_close(store);
}

static void dump_two(void *owner, struct gateway_store *store)
{
    (void)owner;
    append(store, 1);
    append(store, 2);
}

static void compacts(void **state)
{
    struct seen seen;
    (void)state;
    write_three();
    struct gateway_store *store = open_store(&seen);
    gateway_store_compact(store, dump_two, NULL);
    assert_int_equal(gateway_store_records(store), 2);
    assert_null(open_store(&seen));
    append(store, 3);
    gateway_store_close(store);
    store = open_store(&seen);
    expect(&seen, 3);
    gateway_store_close(store);
}

/* Two who wait, and one who has no more time to. */
struct waiting {
    struct gateway_store *store;
    bool kept;
    int ended;
    struct refusal why;
};

static void waits_for_the_disk(struct task *task, void *argument)
{
    struct waiting *waiting = argument;
    waiting->kept = gateway_store_kept(waiting->store, task, &waiting->why);
    waiting->ended++;
}

static int ask_and_sync(struct task *task, void *argument)
{
    struct seen seen;
    struct refusal why;
    struct waiting late = {0}, first = {0}, second = {0};
    struct gateway_store *store = open_store(&seen);
    (void)argument;
    late.store = first.store = second.store = store;
    assert_true(gateway_store_kept(store, task, &why)); /* nothing is ahead of the disk */
    off_t before = file_size();
    append(store, 4);
    assert_true(task_spawn(waits_for_the_disk, &first, 0));
    assert_true(task_spawn(waits_for_the_disk, &late, 10));
    append(store, 5);
    assert_true(task_spawn(waits_for_the_disk, &second, 0));
    while (late.ended == 0)
        assert_true(task_sleep(task, 5, &why));
    assert_false(late.kept);
    assert_ptr_equal(late.why.kind, &REFUSAL_TIMEOUT);
    assert_int_equal(first.ended + second.ended, 0);
    assert_int_equal(file_size(), before);
    gateway_store_sync(store);
    assert_true(file_size() > before);
    while (first.ended + second.ended < 2)
        assert_true(task_sleep(task, 1, &why));
    assert_true(first.kept && second.kept);
    gateway_store_close(store);
    return 0;
}

static void who_waits_is_told_when_it_is_on_disk(void **state)
{
    struct seen seen;
    (void)state;
    write_three();
    loop_init();
    assert_int_equal(task_run_main(ask_and_sync, NULL), 0);
    coro_shutdown();
    loop_free();
    struct gateway_store *store = open_store(&seen);
    expect(&seen, 5);
    gateway_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(replays_what_was_written, setup, teardown),
        cmocka_unit_test_setup_teardown(cuts_a_torn_line_at_every_length, setup, teardown),
        cmocka_unit_test_setup_teardown(refuses_damage_in_the_middle, setup, teardown),
        cmocka_unit_test_setup_teardown(refuses_records_that_make_no_sense, setup, teardown),
        cmocka_unit_test_setup_teardown(belongs_to_one_process, setup, teardown),
        cmocka_unit_test_setup_teardown(batches_are_all_or_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(compacts, setup, teardown),
        cmocka_unit_test_setup_teardown(who_waits_is_told_when_it_is_on_disk, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
