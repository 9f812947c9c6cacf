/* Links that are in doubt, against a real database (MALL_TEST_DB): what they withhold, of whom, and
 * how it ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>
#include "catalog/benefit_link.h"
#include "orders/complete.h"
#include "orders/held.h"
#include "tests/unit/db_support.h"
#include "tests/unit/desk.h"
#include "tests/unit/world.h"

/* The household that both producers credit: 75 fen a box of oranges, 150 fen a box of eggs. */
enum { BOTH = HOUSEHOLD + 3, ORANGE_FEN = 75, EGG_FEN = 150 };

static struct benefit_link link_of(const struct world *world)
{
    return (struct benefit_link){"990101", world->base + BOTH, world->base + PRODUCER};
}

/* ---- moving links */

struct moving {
    struct benefit_link link;
    const char *cause;
    bool frees;
};

static bool move_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct moving *moving = argument;
    const struct benefit_link_mover mover = {moving->cause, ACTOR_SYSTEM, "试验"};
    return (moving->frees ? benefit_link_free : benefit_link_hold)(task, tx, &moving->link, 1,
                                                                   &mover, why) &&
           db_tx_wait(tx, why);
}

static void move(struct task *task, const struct world *world, const char *cause, bool frees)
{
    struct refusal why = {.have = -1};
    struct moving moving = {link_of(world), cause, frees};
    granted(db_transact(task, DB_FAST, move_body, &moving, &why));
}

static void expect_link(struct task *task, const struct world *world, const char *state,
                        const char *causes)
{
    struct refusal why = {.have = -1};
    json_t *list = benefit_link_list_json(task, world->base + BOTH, &why);
    const json_t *first = json_array_get(list, 0);
    if (state == NULL) {
        expect_i64((int64_t)json_array_size(list), 0);
    } else {
        expect_text(json_string_value(json_object_get(first, "state")), state);
        expect_text(json_string_value(json_object_get(first, "causes")), causes);
    }
    json_decref(list);
}

/* ---- selling */

static struct place_request sell(struct task *task, const struct world *world)
{
    struct basket both = {.wants = {{world->base + ORANGES, 2}, {world->base + EGGS, 1}},
                          .count = 2};
    struct place_request placed = world_place(task, world, BUYER, &both);
    world_pay(task, &placed);
    return placed;
}

static void complete(struct task *task, const struct world *world,
                     const struct place_request *placed)
{
    struct refusal why = {.have = -1};
    for (int i = 0; i < 2; i++) {
        struct packing packing = {.world = world, .order_id = placed->order_ids[i]};
        desk_hand_over(task, world, desk_pack(task, &packing));
        granted(complete_by_buyer(task, placed->order_ids[i], placed->buyer_id, &why));
    }
}

static void expect_books(const struct world *world, int64_t accrued, int64_t matured,
                         int64_t withheld)
{
    int64_t household = world->base + BOTH;
    expect_i64(world_balance("household_accrued", household), accrued);
    expect_i64(world_balance("household", household), matured);
    expect_i64(world_balance("withheld", household), withheld);
}

static struct household household_of(struct task *task, const struct world *world)
{
    struct refusal why = {.have = -1};
    struct household household = {.id = 0};
    granted(household_find(task, world->base + BOTH, &household, &why));
    return household;
}

static int64_t fen_of(json_t *answer, const char *key)
{
    int64_t fen = json_integer_value(json_object_get(answer, key));
    json_decref(answer);
    return fen;
}

SCENARIO(a_held_link_withholds_its_own_sales_only)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 9);
    struct place_request before = sell(task, &world);
    expect_books(&world, 2 * ORANGE_FEN + EGG_FEN, 0, 0);
    move(task, &world, LINK_CAUSE_REGISTER, false);
    expect_link(task, &world, "held", "register");
    struct place_request placed = sell(task, &world);
    expect_books(&world, 2 * ORANGE_FEN + 2 * EGG_FEN, 0, 2 * ORANGE_FEN);
    expect_i64(world_i64(&world, "select count(*) from withheld_share where household_id = $B+33 "
                                 "and reason = 'link_held'"),
               1);
    world_audit(task);
    /* What was credited before ripens; what is withheld waits, though the household is confirmed.
     */
    complete(task, &world, &before);
    complete(task, &world, &placed);
    expect_books(&world, 0, 2 * ORANGE_FEN + 2 * EGG_FEN, 2 * ORANGE_FEN);
    struct household household = household_of(task, &world);
    refused(held_release(task, &household, world.base + OFFICER, "试验", &why) != NULL, HELD_LINK);
    refused(held_return(task, &household, world.base + OFFICER, "试验", &why) != NULL,
            HELD_NOT_REMOVED);
    move(task, &world, LINK_CAUSE_REGISTER, true);
    expect_link(task, &world, NULL, NULL);
    expect_i64(
        fen_of(held_release(task, &household, world.base + OFFICER, "试验", &why), "released_fen"),
        2 * ORANGE_FEN);
    expect_books(&world, 0, 4 * ORANGE_FEN + 2 * EGG_FEN, 0);
    world_audit(task);
}

SCENARIO(completion_gives_what_a_free_link_is_owed)
{
    struct world world = world_make(9, 0, 0, 9);
    move(task, &world, LINK_CAUSE_CONSENT, false);
    struct place_request placed = sell(task, &world);
    expect_books(&world, EGG_FEN, 0, 2 * ORANGE_FEN);
    move(task, &world, LINK_CAUSE_CONSENT, true);
    complete(task, &world, &placed);
    expect_books(&world, 0, 2 * ORANGE_FEN + EGG_FEN, 0);
    world_audit(task);
}

SCENARIO(each_cause_is_taken_away_by_itself)
{
    struct world world = world_make(1, 0, 0, 1);
    move(task, &world, LINK_CAUSE_REGISTER, true);
    expect_link(task, &world, NULL, NULL);
    move(task, &world, LINK_CAUSE_REGISTER, false);
    move(task, &world, LINK_CAUSE_REGISTER, false);
    move(task, &world, LINK_CAUSE_FLAG, false);
    expect_link(task, &world, "held", "register,flag");
    move(task, &world, LINK_CAUSE_CONSENT, true);
    move(task, &world, LINK_CAUSE_REGISTER, true);
    expect_link(task, &world, "held", "flag");
    move(task, &world, LINK_CAUSE_FLAG, true);
    expect_link(task, &world, NULL, NULL);
    expect_i64(world_i64(&world, "select count(*) from state_log g join benefit_link l on l.id = "
                                 "g.object_id where g.machine = 'benefit_link' and "
                                 "l.household_id = $B+33"),
               2);
    world_audit(task);
}

SCENARIO(an_ended_link_gives_the_seller_what_it_held)
{
    struct refusal why = {.have = -1};
    struct world world = world_make(9, 0, 0, 9);
    struct benefit_link link = link_of(&world);
    int64_t officer = world.base + OFFICER;
    refused(benefit_link_end(task, &link, officer, "试验", &why), REFUSAL_NOT_FOUND);
    move(task, &world, LINK_CAUSE_REGISTER, false);
    struct place_request placed = sell(task, &world);
    refused(benefit_link_reopen(task, &link, officer, "试验", &why), REFUSAL_CONFLICT);
    granted(benefit_link_end(task, &link, officer, "不是这家人", &why));
    refused(benefit_link_end(task, &link, officer, "试验", &why), REFUSAL_CONFLICT);
    move(task, &world, LINK_CAUSE_REGISTER, true); /* the register does not undo a decision */
    expect_link(task, &world, "ended", "register");
    struct household household = household_of(task, &world);
    refused(held_return(task, &household, officer, "试验", &why) != NULL, HELD_NOT_REMOVED);
    complete(task, &world, &placed);
    int64_t producer = world_balance("producer", world.base + PRODUCER);
    expect_i64(fen_of(held_return(task, &household, officer, "试验", &why), "returned_fen"),
               2 * ORANGE_FEN);
    expect_i64(world_balance("producer", world.base + PRODUCER), producer + 2 * ORANGE_FEN);
    expect_books(&world, 0, EGG_FEN, 0);
    sell(task, &world);
    expect_i64(world_i64(&world, "select count(*) from withheld_share where household_id = $B+33 "
                                 "and reason = 'link_ended'"),
               1);
    granted(benefit_link_reopen(task, &link, officer, "看错了", &why));
    expect_link(task, &world, NULL, NULL);
    expect_i64(fen_of(held_release(task, &household, officer, "试验", &why), "released_fen"),
               2 * ORANGE_FEN);
    world_audit(task);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {
        cmocka_unit_test(a_held_link_withholds_its_own_sales_only),
        cmocka_unit_test(completion_gives_what_a_free_link_is_owed),
        cmocka_unit_test(each_cause_is_taken_away_by_itself),
        cmocka_unit_test(an_ended_link_gives_the_seller_what_it_held),
    };
    return cmocka_run_group_tests(TESTS, world_setup, world_teardown);
}
