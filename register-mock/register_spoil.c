#include "register-mock/register_spoil.h"

#include <string.h>

#include "base/json_text.h"
#include "register-mock/register_word.h"

static void behead(json_t *record)
{
    json_t *members = json_object_get(record, "members");
    for (size_t i = 0; i < json_array_size(members); i++) {
        json_t *member = json_array_get(members, i);
        const char *relation = json_string_value(json_object_get(member, "relation"));
        if (relation != NULL && strcmp(relation, REGISTER_HEAD) == 0)
            json_object_set_new(member, "relation", json_string("其他"));
    }
}

static void miscount(struct arena *arena, json_t *record)
{
    json_t *member = json_array_get(json_object_get(record, "members"), 0);
    const char *number = json_string_value(json_object_get(member, "id_number"));
    if (number == NULL || number[0] == '\0')
        return;
    char *wrong = arena_strdup(arena, number);
    char *last = wrong + strlen(wrong) - 1;
    *last = *last == '1' ? '2' : '1';
    json_object_set_new(member, "id_number", json_string(wrong));
}

const char *register_spoil_record(struct register_faults *faults, struct arena *arena,
                                  const char *record)
{
    bool no_head = register_fault_hit(faults, REGISTER_FAULT_NO_HEAD) != NULL;
    bool bad_identity = register_fault_hit(faults, REGISTER_FAULT_BAD_IDENTITY) != NULL;
    if (!no_head && !bad_identity)
        return record;
    json_t *json = json_loads(record, 0, NULL);
    if (no_head)
        behead(json);
    if (bad_identity)
        miscount(arena, json);
    const char *spoilt = json_text_of(arena, json, NULL);
    json_decref(json);
    return spoilt;
}
