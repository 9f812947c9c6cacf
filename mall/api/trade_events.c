/* What becomes of a trade, told as it happens: server-sent events. */
#include "base/config.h"
#include "base/json_text.h"
#include "mall/api/call.h"
#include "mall/api/routes.h"
#include "orders/trade.h"
#include "orders/trade_standing.h"

static const struct refusal_kind TOO_MANY_STREAMS = {"too_many_streams", 429,
                                                     "打开的页面太多了，请关掉几个再试"};

enum { QUIET_MS = 15000, OF_ONE_ACCOUNT = 8, STREAMS_MAX = 1000, RETRY_S = 10 };

/* The accounts of the streams that this worker has open. */
static int64_t open_streams[STREAMS_MAX];
static int open_count;

static bool take_place(int64_t account_id, struct refusal *why)
{
    int own = 0;
    for (int i = 0; i < open_count; i++)
        own += open_streams[i] == account_id;
    if (own >= OF_ONE_ACCOUNT || open_count >= (int)config_int("MALL_STREAMS")) {
        refuse(why, &TOO_MANY_STREAMS, NULL);
        return refusal_limit(why, "streams", OF_ONE_ACCOUNT, 0, RETRY_S);
    }
    open_streams[open_count++] = account_id;
    return true;
}

static void leave_place(int64_t account_id)
{
    int i = 0;
    while (open_streams[i] != account_id)
        i++;
    open_streams[i] = open_streams[--open_count];
}

/* Sends how the trade stands; false when there is nobody to tell. */
static bool tell(struct call *call, json_t *standing)
{
    const char *text = json_text_of(call->task->arena, standing, NULL);
    json_decref(standing);
    return http_stream_send(call->http, "trade", text);
}

/* The first event says how it stands, so that who comes back has missed nothing; then one when it
 * is paid or cancelled, which is all that can come; and a comment now and then, by which both sides
 * see that the other is there. */
static void follow(struct call *call, int64_t trade_id, struct watcher *watcher)
{
    int64_t buyer_id = call->session.account_id;
    for (;;) {
        struct refusal unused = {.have = -1};
        enum trade_state state;
        json_t *standing;
        switch (watch_wait(call->task, watcher, QUIET_MS)) {
        case WATCH_HEARD:
            standing = trade_standing_json(call->task, trade_id, buyer_id, &state, &unused);
            if (standing == NULL)
                return;
            if (state != TRADE_PLACED) {
                tell(call, standing);
                return;
            }
            json_decref(standing); /* woken for nothing */
            break;
        case WATCH_QUIET:
            if (!http_stream_send(call->http, NULL, NULL))
                return;
            break;
        case WATCH_OVER:
            return;
        }
    }
}

static bool get_trade_events(struct call *call, struct refusal *why)
{
    int64_t trade_id;
    enum trade_state state;
    struct watcher watcher;
    if (!call_id_param(call, 0, &trade_id, why) || !take_place(call->session.account_id, why))
        return false;
    watch_begin(&TRADE_MOVES, &watcher, trade_id);
    json_t *standing =
        trade_standing_json(call->task, trade_id, call->session.account_id, &state, why);
    if (standing != NULL) {
        http_stream_begin(call->http);
        if (tell(call, standing) && state == TRADE_PLACED)
            follow(call, trade_id, &watcher);
    }
    watch_end(&watcher);
    leave_place(call->session.account_id);
    return standing != NULL;
}

const struct route ROUTES_TRADE_EVENTS[] = {
    {"trade_events", "GET", "/api/v1/trades/:trade_id/events", get_trade_events,
     .access = ACCESS_SIGNED_IN},
    {0},
};
