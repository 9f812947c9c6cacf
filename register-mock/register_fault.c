#include "register-mock/register_fault.h"

#include <string.h>

static const char *const NAMES[REGISTER_FAULTS] = {
    [REGISTER_FAULT_DOWN] = "down",
    [REGISTER_FAULT_BUSY] = "busy",
    [REGISTER_FAULT_BROKEN] = "broken",
    [REGISTER_FAULT_SLOW] = "slow",
    [REGISTER_FAULT_HANG] = "hang",
    [REGISTER_FAULT_WRONG_SIGNATURE] = "wrong_signature",
    [REGISTER_FAULT_WRONG_NONCE] = "wrong_nonce",
    [REGISTER_FAULT_FEED_REPEAT] = "feed_repeat",
    [REGISTER_FAULT_FEED_SKIP] = "feed_skip",
    [REGISTER_FAULT_FEED_REORDER] = "feed_reorder",
    [REGISTER_FAULT_FEED_NUMBER] = "feed_number",
    [REGISTER_FAULT_SNAPSHOT_CUT] = "snapshot_cut",
    [REGISTER_FAULT_SNAPSHOT_SHORT] = "snapshot_short",
    [REGISTER_FAULT_NO_HEAD] = "no_head",
    [REGISTER_FAULT_BAD_IDENTITY] = "bad_identity",
};

bool register_fault_ask(struct register_faults *faults, const char *mode, int64_t n, int64_t ms)
{
    if (strcmp(mode, "none") == 0) {
        *faults = (struct register_faults){0};
        return true;
    }
    for (int i = 0; i < REGISTER_FAULTS; i++) {
        if (strcmp(mode, NAMES[i]) == 0) {
            faults->modes[i] = (struct register_fault){n, ms};
            return true;
        }
    }
    return false;
}

const struct register_fault *register_fault_hit(struct register_faults *faults,
                                                enum register_fault_mode mode)
{
    struct register_fault *fault = &faults->modes[mode];
    if (fault->left == 0)
        return NULL;
    fault->left--;
    return fault;
}

const char *register_fault_name(enum register_fault_mode mode)
{
    return NAMES[mode];
}

json_t *register_faults_json(const struct register_faults *faults)
{
    json_t *json = json_object();
    for (int i = 0; i < REGISTER_FAULTS; i++)
        json_object_set_new(json, NAMES[i], json_integer(faults->modes[i].left));
    return json;
}
