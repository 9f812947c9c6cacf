#include "mall/timed.h"

#include "base/clock.h"
#include "base/config.h"
#include "base/log.h"
#include "base/loop.h"
#include "ledger/day.h"
#include "mall/purge.h"
#include "orders/bill.h"
#include "orders/complete.h"
#include "orders/payment.h"
#include "orders/refund.h"
#include "orders/trade.h"

enum {
    TRADES_A_ROUND = 100,
    ORDERS_A_ROUND = 50,
    CALLS_A_ROUND = 20,
    PERIOD_MS = 2000,
    ROUND_MS = 60000,
    COMPLETE_MS = 30000,
    PURGE_MS = 3600000
};

static bool expire(struct task *task, int *done, struct refusal *why)
{
    return trade_expire_due(task, TRADES_A_ROUND, done, why);
}

static bool ask_payments(struct task *task, int *done, struct refusal *why)
{
    return payment_check_due(task, CALLS_A_ROUND, done, why);
}

static bool ask_refunds(struct task *task, int *done, struct refusal *why)
{
    return refund_check_due(task, CALLS_A_ROUND, done, why);
}

/* Looks at every order under way, so when nothing was due it waits a while. */
static bool complete(struct task *task, int *done, struct refusal *why)
{
    static int64_t next_ms;
    *done = 0;
    if (clock_mono_ms() < next_ms)
        return true;
    if (!complete_due(task, config_int("MALL_CLAIM_HOURS"), ORDERS_A_ROUND, done, why))
        return false;
    if (*done == 0)
        next_ms = clock_mono_ms() + COMPLETE_MS;
    return true;
}

/* The tables are read whole for it, so once an hour is enough. */
static bool purge(struct task *task, int *done, struct refusal *why)
{
    static int64_t next_ms;
    *done = 0;
    if (clock_mono_ms() < next_ms)
        return true;
    next_ms = clock_mono_ms() + PURGE_MS;
    return purge_due(task, done, why);
}

static const struct {
    const char *name;
    bool (*run)(struct task *task, int *done, struct refusal *why);
} PIECES[] = {
    {"expire_trades", expire},
    {"ask_payments", ask_payments},
    {"ask_refunds", ask_refunds},
    {"complete_orders", complete},
    {"close_days", ledger_day_close_due},
    {"fetch_bills", bill_fetch_due},
    {"purge", purge},
};
enum { PIECE_COUNT = sizeof(PIECES) / sizeof(PIECES[0]) };

int timed_run_due(struct task *task, struct refusal *why)
{
    int total = 0;
    for (int i = 0; i < PIECE_COUNT; i++) {
        int done = 0;
        if (!PIECES[i].run(task, &done, why))
            return -1;
        total += done;
    }
    return total;
}

/* One piece that cannot run now (provider down) must not keep the others from running. */
static void run_pieces(struct task *task, void *argument)
{
    (void)argument;
    for (int i = 0; i < PIECE_COUNT; i++) {
        int done = 0;
        struct refusal why = {.have = -1};
        if (!PIECES[i].run(task, &done, &why))
            log_warn("timed_failed", LOG_S("piece", PIECES[i].name), LOG_S("code", why.kind->code));
        else if (done > 0)
            log_info("timed", LOG_S("piece", PIECES[i].name), LOG_I("done", done));
    }
}

static struct loop_timer *timer;
static bool running;

static void run_then_wait(struct task *task, void *argument);

static void on_timer(void *argument)
{
    timer = NULL;
    if (!running)
        return;
    if (!task_spawn(run_then_wait, argument, ROUND_MS))
        timer = loop_after(PERIOD_MS, on_timer, NULL);
}

static void run_then_wait(struct task *task, void *argument)
{
    run_pieces(task, argument);
    if (running)
        timer = loop_after(PERIOD_MS, on_timer, NULL);
}

void timed_start(void)
{
    running = true;
    timer = loop_after(PERIOD_MS, on_timer, NULL);
}

void timed_stop(void)
{
    running = false;
    if (timer != NULL)
        loop_timer_cancel(timer);
    timer = NULL;
}
