#include "register-mock/register_edit.h"

#include <inttypes.h>
#include <string.h>

#include "register-mock/register_family.h"
#include "register-mock/register_kin.h"
#include "register-mock/register_record.h"

/* One wish while it is carried out. */
struct edit {
    struct register_store *store;
    struct arena *arena;
    const json_t *wish;
    int64_t now_us;
    json_t *done; /* what was told in the feed */
    struct register_refusal *why;
};

static bool refuse(struct edit *edit, int status, const char *code, const char *message)
{
    return register_refuse(edit->why, status, code, message);
}

static bool conflict(struct edit *edit, const char *message)
{
    return refuse(edit, 409, "conflict", message);
}

static void release(void *json)
{
    json_decref(json);
}

/* Lives as long as the arena. */
static json_t *keep(struct edit *edit, json_t *json)
{
    arena_defer(edit->arena, release, json);
    return json;
}

static const char *wished(const struct edit *edit, const char *name)
{
    return register_record_text(edit->wish, name);
}

/* ---- records ------------------------------------------------------------------------------- */

/* A household's present record; NULL with the refusal. */
static json_t *load(struct edit *edit, const char *household_no)
{
    const char *record = register_store_record(edit->store, edit->arena, household_no);
    if (record != NULL)
        return keep(edit, json_loads(record, 0, NULL));
    refuse(edit, 404, "not_found",
           arena_printf(edit->arena, "登记系统里没有户编号 %s", household_no));
    return NULL;
}

/* The same, of one that has not exited. */
static json_t *load_registered(struct edit *edit, const char *household_no)
{
    json_t *record = load(edit, household_no);
    if (record == NULL || strcmp(register_record_text(record, "state"), "registered") == 0)
        return record;
    conflict(edit, "这一户已经退出");
    return NULL;
}

static json_t *members_of(const json_t *record)
{
    return json_object_get(record, "members");
}

static json_t *member_of(const json_t *record, const char *person_no)
{
    const json_t *members = members_of(record);
    for (size_t i = 0; i < json_array_size(members); i++)
        if (strcmp(register_record_text(json_array_get(members, i), "person_no"), person_no) == 0)
            return json_array_get(members, i);
    return NULL;
}

static void set_text(json_t *object, const char *name, const char *text)
{
    json_object_set_new(object, name, json_string(text));
}

/* Whether a person stands as one who has not moved out in another household's record. */
static bool lives_elsewhere(struct edit *edit, const json_t *member, const char *household_no)
{
    const char *person_no = register_record_text(member, "person_no");
    const char *other = register_store_household_of(edit->store, edit->arena,
                                                    register_record_text(member, "id_number"));
    if (other == NULL || strcmp(other, household_no) == 0)
        return false;
    json_t *record = load(edit, other);
    const json_t *same = record != NULL ? member_of(record, person_no) : NULL;
    return same == NULL || !register_member_is(same, "moved_out");
}

/* A person has one number, and an identity number is one person's. */
static bool members_are_free(struct edit *edit, const json_t *record)
{
    const char *household_no = register_record_text(record, "household_no");
    const json_t *members = members_of(record);
    for (size_t i = 0; i < json_array_size(members); i++) {
        const json_t *member = json_array_get(members, i);
        const char *person_no = register_record_text(member, "person_no");
        const char *owner = register_store_person_of(edit->store, edit->arena,
                                                     register_record_text(member, "id_number"));
        const char *home = register_store_home(edit->store, edit->arena, person_no);
        if (owner != NULL && strcmp(owner, person_no) != 0)
            return conflict(edit, "这个证件号码已经是别人的");
        if (register_member_is(member, "moved_out"))
            continue;
        if (home != NULL && owner == NULL && strcmp(home, household_no) != 0)
            return conflict(edit, "这个人编号已经用过");
        if (lives_elsewhere(edit, member, household_no))
            return conflict(edit, "这个人登记在另一户");
    }
    return true;
}

/* Writes a record as a change. False with the refusal when it breaks a rule. */
static bool put(struct edit *edit, const char *kind, json_t *record, const char *into)
{
    const char *fault;
    if (!register_record_check(edit->arena, record, &fault))
        return refuse(edit, 422, "bad_record", arena_printf(edit->arena, "%s 不合规则", fault));
    if (!members_are_free(edit, record))
        return false;
    const struct register_household household = register_record_household(edit->arena, record);
    int64_t change_no = register_store_change(edit->store, kind, &household, into, edit->now_us);
    json_array_append_new(edit->done,
                          json_pack("{s:I, s:s, s:s}", "change_no", (json_int_t)change_no, "kind",
                                    kind, "household_no", household.household_no));
    return true;
}

/* ---- joined -------------------------------------------------------------------------------- */

/* The next number of a household that joins: "J500236-000001". */
static const char *new_number(struct edit *edit, const char *village_code)
{
    const char *number;
    do {
        int64_t n = register_store_count(edit->store, "joined");
        number = arena_printf(edit->arena, "J%.6s-%06" PRId64, village_code, n);
    } while (register_store_record(edit->store, edit->arena, number) != NULL);
    return number;
}

/* Numbers far behind those of register_generate(). */
static struct register_numbers late_numbers(struct edit *edit, int county)
{
    struct register_numbers numbers = {0};
    int64_t n = register_store_count(edit->store, "invented");
    numbers.people[county][0] = numbers.people[county][1] =
        REGISTER_IDENTITIES - n * REGISTER_MEMBERS_MAX;
    numbers.phones = 9000000 + n;
    numbers.cards = 80000000 + n;
    return numbers;
}

/* A household that nobody has, in a village of one of the demo's counties. */
static bool join_invented(struct edit *edit, const char *village_code)
{
    int county = register_county_of(village_code);
    if (!register_village_is(village_code) || county < 0)
        return refuse(edit, 400, "bad_request", "请给出演示县里的 12 位村代码，或整户资料");
    struct register_numbers numbers = late_numbers(edit, county);
    struct register_seed seed = {.village_code = village_code,
                                 .household_no = new_number(edit, village_code)};
    struct register_chance chance = register_chance_of(seed.household_no);
    register_family(edit->arena, &chance, &numbers, &seed);
    seed.exited = false;
    const struct register_household household = register_invent(edit->arena, &seed);
    return put(edit, "joined", keep(edit, json_loads(household.record, 0, NULL)), NULL);
}

static bool join(struct edit *edit)
{
    json_t *given = json_object_get(edit->wish, "household");
    if (given == NULL)
        return join_invented(edit, wished(edit, "village_code"));
    json_t *record = keep(edit, json_deep_copy(given));
    if (register_store_record(edit->store, edit->arena,
                              register_record_text(record, "household_no")) != NULL)
        return conflict(edit, "这个户编号已经用过");
    return put(edit, "joined", record, NULL);
}

/* ---- corrected, exited, moved, deceased ---------------------------------------------------- */

static bool correct_fields(struct edit *edit, json_t *record)
{
    json_t *fields = json_object_get(edit->wish, "fields");
    if (fields == NULL)
        return true;
    if (!json_is_object(fields) || json_object_get(fields, "household_no") != NULL ||
        json_object_get(fields, "village_code") != NULL ||
        json_object_get(fields, "members") != NULL)
        return refuse(edit, 400, "bad_request", "fields 里不能有户编号、村代码和家庭成员");
    json_object_update(record, fields);
    return true;
}

static bool correct_members(struct edit *edit, json_t *record)
{
    const json_t *changes = json_object_get(edit->wish, "members");
    if (changes != NULL && !json_is_array(changes))
        return refuse(edit, 400, "bad_request", "members 应为数组");
    for (size_t i = 0; i < json_array_size(changes); i++) {
        json_t *change = json_array_get(changes, i);
        if (!json_is_object(change))
            return refuse(edit, 400, "bad_request", "members 里应为对象");
        json_t *member = member_of(record, register_record_text(change, "person_no"));
        if (member != NULL)
            json_object_update(member, change);
        else
            json_array_append_new(members_of(record), json_deep_copy(change));
    }
    return true;
}

static bool correct(struct edit *edit)
{
    json_t *record = load(edit, wished(edit, "household_no"));
    return record != NULL && correct_fields(edit, record) && correct_members(edit, record) &&
           put(edit, "corrected", record, NULL);
}

static bool leave(struct edit *edit)
{
    json_t *record = load_registered(edit, wished(edit, "household_no"));
    if (record == NULL)
        return false;
    set_text(record, "state", "exited");
    return put(edit, "exited", record, NULL);
}

static bool move(struct edit *edit)
{
    json_t *record = load_registered(edit, wished(edit, "household_no"));
    if (record == NULL)
        return false;
    if (strcmp(register_record_text(record, "village_code"), wished(edit, "village_code")) == 0)
        return conflict(edit, "这一户已经在这个村");
    set_text(record, "village_code", wished(edit, "village_code"));
    set_text(record, "group_name", wished(edit, "group_name"));
    return put(edit, "moved", record, NULL);
}

/* When nobody is left the household exits, which is a change of its own. */
static bool bury(struct edit *edit)
{
    json_t *record = load_registered(edit, wished(edit, "household_no"));
    if (record == NULL)
        return false;
    json_t *member = member_of(record, wished(edit, "person_no"));
    if (member == NULL)
        return refuse(edit, 404, "not_found", "这一户没有这个人");
    if (!register_member_is(member, "living"))
        return conflict(edit, "这个人已经不在世，或已经迁出");
    set_text(member, "state", "deceased");
    register_kin_succeed(members_of(record));
    if (!put(edit, "deceased", record, NULL))
        return false;
    if (register_kin_living(members_of(record)) != NULL)
        return true;
    set_text(record, "state", "exited");
    return put(edit, "exited", record, NULL);
}

/* ---- merged, split ------------------------------------------------------------------------- */

/* A living member goes: a copy for where they go to, and the state in the record they leave. */
static json_t *take_out(json_t *member)
{
    json_t *copy = json_deep_copy(member);
    set_text(member, "state", "moved_out");
    return copy;
}

/* Those who come back to where they have lived before stand in the record already. */
static void take_in(json_t *record, json_t *member)
{
    json_t *former = member_of(record, register_record_text(member, "person_no"));
    set_text(member, "relation", "其他");
    if (former == NULL) {
        json_array_append_new(members_of(record), member);
        return;
    }
    json_object_update(former, member);
    json_decref(member);
}

static bool merge(struct edit *edit)
{
    json_t *from = load_registered(edit, wished(edit, "household_no"));
    json_t *to = from != NULL ? load_registered(edit, wished(edit, "into")) : NULL;
    if (to == NULL)
        return false;
    if (strcmp(wished(edit, "household_no"), wished(edit, "into")) == 0)
        return conflict(edit, "一户不能并入它自己");
    const json_t *members = members_of(from);
    for (size_t i = 0; i < json_array_size(members); i++)
        if (register_member_is(json_array_get(members, i), "living"))
            take_in(to, take_out(json_array_get(members, i)));
    set_text(from, "state", "exited");
    return put(edit, "merged", from, arena_printf(edit->arena, "[\"%s\"]", wished(edit, "into"))) &&
           put(edit, "corrected", to, NULL);
}

/* A new household of members who leave `from`: its record, without members of `from`'s account. */
static json_t *part_of(struct edit *edit, json_t *from, const json_t *part)
{
    const json_t *numbers = json_object_get(part, "members");
    const char *village_code = register_record_text(part, "village_code");
    if (village_code[0] == '\0')
        village_code = register_record_text(from, "village_code");
    json_t *members = json_array();
    for (size_t i = 0; i < json_array_size(numbers); i++) {
        const char *number = json_string_value(json_array_get(numbers, i));
        json_t *member = number != NULL ? member_of(from, number) : NULL;
        if (member != NULL && register_member_is(member, "living"))
            json_array_append_new(members, take_out(member));
    }
    bool all = json_array_size(numbers) > 0 && json_array_size(members) == json_array_size(numbers);
    register_kin_anew(members);
    json_t *record = keep(edit, json_copy(from));
    json_object_set_new(record, "members", members);
    set_text(record, "household_no", new_number(edit, village_code));
    set_text(record, "village_code", village_code);
    set_text(record, "bank_name", "");
    set_text(record, "bank_account", "");
    set_text(record, "bank_holder", "");
    set_text(record, "phone", register_record_text(json_array_get(members, 0), "phone"));
    if (all)
        return record;
    refuse(edit, 409, "conflict", "分出去的人应是这一户在世的成员，每人只能分到一户");
    return NULL;
}

/* It stays with those who did not leave, or exits when nobody did. */
static bool put_split(struct edit *edit, json_t *from, json_t *const *parts, size_t count)
{
    const char *into = "";
    for (size_t i = 0; i < count; i++)
        into = arena_printf(edit->arena, "%s%s\"%s\"", into, i == 0 ? "" : ",",
                            register_record_text(parts[i], "household_no"));
    register_kin_succeed(members_of(from));
    if (register_kin_living(members_of(from)) == NULL)
        set_text(from, "state", "exited");
    if (!put(edit, "split", from, arena_printf(edit->arena, "[%s]", into)))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!put(edit, "joined", parts[i], NULL))
            return false;
    return true;
}

static bool split(struct edit *edit)
{
    const json_t *into = json_object_get(edit->wish, "into");
    size_t count = json_array_size(into);
    json_t *from = load_registered(edit, wished(edit, "household_no"));
    if (from == NULL)
        return false;
    if (count < 1 || count > REGISTER_MEMBERS_MAX)
        return refuse(edit, 400, "bad_request", "into 应写明分出去的每一户");
    json_t **parts = arena_array(edit->arena, count, sizeof parts[0]);
    for (size_t i = 0; i < count; i++) {
        parts[i] = part_of(edit, from, json_array_get(into, i));
        if (parts[i] == NULL)
            return false;
    }
    return put_split(edit, from, parts, count);
}

/* ---- wishes -------------------------------------------------------------------------------- */

static const struct {
    const char *kind;
    bool (*carry_out)(struct edit *edit);
} KINDS[] = {
    {"joined", join},   {"corrected", correct}, {"exited", leave}, {"moved", move},
    {"deceased", bury}, {"merged", merge},      {"split", split},
};

static bool carry_out(struct edit *edit)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
        if (strcmp(KINDS[i].kind, wished(edit, "kind")) == 0)
            return KINDS[i].carry_out(edit);
    return refuse(edit, 400, "bad_request", "没有这种变更");
}

bool register_edit(struct register_store *store, struct arena *arena, const json_t *wish,
                   int64_t now_us, json_t **done, struct register_refusal *why)
{
    struct edit edit = {store, arena, wish, now_us, json_array(), why};
    register_store_begin(store);
    if (carry_out(&edit)) {
        register_store_commit(store);
        *done = edit.done;
        return true;
    }
    register_store_rollback(store);
    json_decref(edit.done);
    return false;
}
