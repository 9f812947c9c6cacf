/* What tests with a database share: a pool on the database of MALL_TEST_DB, a blocking connection
 * at its side, and a proxy that loses connections at chosen moments.
 *
 * MALL_TEST_DB and, for making tables, MALL_DB_OWNER (else the former) are conninfos that name a
 * socket folder. A test that needs them and has them not fails.
 */
#ifndef TESTS_UNIT_DB_SUPPORT_H
#define TESTS_UNIT_DB_SUPPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

/* A statement of a test, prepared under its C name. */
#define SQL(name_, params_, ...)                                                                   \
    static const struct sql name_ = {.name = #name_, .text = __VA_ARGS__, .param_count = params_}

/* For files that include cmocka. */
#define assert_granted(call_, why_)                                                                \
    do {                                                                                           \
        bool granted_ = (call_);                                                                   \
        if (!granted_) {                                                                           \
            print_error("refused: %s %s\n", (why_).kind->code, (why_).detail);                     \
        }                                                                                          \
        assert_true(granted_);                                                                     \
    } while (0)

#define assert_refused(call_, why_, kind_)                                                         \
    do {                                                                                           \
        assert_false(call_);                                                                       \
        assert_string_equal((why_).kind->code, (kind_).code);                                      \
    } while (0)

/* Starts the loop, and a pool on `conninfo` (NULL = MALL_TEST_DB) with small, usual settings. */
void db_support_start(const char *conninfo);
struct db_settings db_support_settings(const char *conninfo);
/* Waits until no connection of a pool before is left. */
void db_support_alone(void);
/* Stops the pool, waits for all tasks, ends the loop. */
void db_support_stop(void);

/* The same as a test's teardown. */
int db_support_teardown(void **state);

/* Runs `body` in a task of its own while the loop runs. The task has a deadline, far beyond what a
 * test takes: a wait for what never happens is refused then. */
void db_support_run(void (*body)(struct task *task));

/* Begins with cryptography, under the key that the demo's data in the same database was sealed
 * under.
 */
void db_support_keys(void);

/* Blocking, as the owner. A failure ends the test. */
void side_exec(const char *sql);
int64_t side_i64(const char *sql);
/* As the owner: stamps rows (base/stamp.h) by a statement of base/module.h. */
void side_stamp(const struct sql *sql, bool anew);
/* As the program's role, which may see what its own connections do in pg_stat_activity. */
int64_t side_program_i64(const char *sql);
/* Before and after a test: ends what an earlier one left running in the server, then side_exec().
 */
void side_reset(const char *sql);
/* The schema db_test with the table `item` (id, n), and what the statements `more` make beside it,
 * for the program's role to use; the log says nothing from then on. For a group's setup. */
void side_make_items(const char *more);
/* A group's teardown: the schema goes, and the connections at the side. */
int side_drop_items(void **state);
/* Blocking, as the program's role: ends all its other connections to this database. Returns how
 * many. */
int64_t side_terminate(void);
/* Takes and releases the advisory lock `key` for which statements of the test wait. */
void side_lock(int key);
void side_unlock(int key);
void side_close(void);
/* Sleeps in the task until `count` of the program's connections wait for an advisory lock. */
void until_waiting(struct task *task, int count);

/* A proxy before the server's socket. */
struct proxy;
struct proxy *proxy_open(void);
/* MALL_TEST_DB by way of the proxy; lives as long as the proxy. */
const char *proxy_conninfo(const struct proxy *proxy);
/* The next time a client sends these bytes the server still gets them and answers, but the
 * connection ends before the answer arrives. */
void proxy_lose_answer_to(struct proxy *proxy, const char *bytes);
/* The next time a client sends these bytes, what the server answers on that connection stays with
 * the proxy until proxy_let_go(). */
void proxy_keep_answer_to(struct proxy *proxy, const char *bytes);
void proxy_let_go(struct proxy *proxy);
/* The next time a client sends these bytes, the first row of the answer is lost on the way, whole,
 * as nothing but its absence shows. */
void proxy_lose_row_of(struct proxy *proxy, const char *bytes);
/* From now on the connections of this moment answer nothing, but stay. */
void proxy_mute(struct proxy *proxy);
/* Ends all connections and takes no new ones / takes them again. */
void proxy_down(struct proxy *proxy);
void proxy_up(struct proxy *proxy);
int proxy_connections(const struct proxy *proxy);
void proxy_free(struct proxy *proxy);

#endif
