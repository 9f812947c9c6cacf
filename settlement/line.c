#include "settlement/line.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "ledger/payout.h"
#include "register/judge.h"

/* "17,18" -> ids. Returns how many. */
static int read_ids(struct arena *arena, const char *text, int64_t **ids)
{
    int count = 0;
    *ids = arena_array(arena, strlen(text) + 1, sizeof(**ids));
    while (*text != '\0') {
        char *end;
        (*ids)[count++] = strtoll(text, &end, 10);
        text = *end == ',' ? end + 1 : end;
    }
    return count;
}

json_t *settlement_line_json(struct task *task, int64_t payout_id, struct refusal *why)
{
    json_t *line = payout_json(task, payout_id, why);
    int64_t *ids;
    if (line == NULL)
        return NULL;
    int count = read_ids(task->arena, json_string_value(json_object_get(line, "verdicts")), &ids);
    json_t *verdicts = verdict_list_json(task, ids, count, why);
    if (verdicts == NULL) {
        json_decref(line);
        return NULL;
    }
    json_object_set_new(line, "verdicts", verdicts);
    return line;
}
