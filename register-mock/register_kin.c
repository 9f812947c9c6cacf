#include "register-mock/register_kin.h"

#include <string.h>

#include "register-mock/register_record.h"
#include "register-mock/register_word.h"

static bool relation_is(const json_t *member, const char *relation)
{
    return strcmp(register_record_text(member, "relation"), relation) == 0;
}

static void relate(json_t *member, const char *relation)
{
    json_object_set_new(member, "relation", json_string(relation));
}

static json_t *head_of(const json_t *members)
{
    for (size_t i = 0; i < json_array_size(members); i++)
        if (relation_is(json_array_get(members, i), REGISTER_HEAD))
            return json_array_get(members, i);
    return NULL;
}

json_t *register_kin_living(const json_t *members)
{
    for (size_t i = 0; i < json_array_size(members); i++)
        if (register_member_is(json_array_get(members, i), "living"))
            return json_array_get(members, i);
    return NULL;
}

static json_t *heir_of(const json_t *members)
{
    for (size_t i = 0; i < json_array_size(members); i++) {
        json_t *member = json_array_get(members, i);
        if (register_member_is(member, "living") && relation_is(member, "配偶"))
            return member;
    }
    return register_kin_living(members);
}

static const char *parent(const json_t *member)
{
    return strcmp(register_record_text(member, "sex"), "男") == 0 ? "之父" : "之母";
}

void register_kin_succeed(json_t *members)
{
    json_t *head = head_of(members), *heir = heir_of(members);
    if (heir == NULL || (head != NULL && register_member_is(head, "living")))
        return;
    bool spouse = relation_is(heir, "配偶");
    bool child = relation_is(heir, "之子") || relation_is(heir, "之女");
    for (size_t i = 0; i < json_array_size(members) && !spouse; i++) {
        json_t *member = json_array_get(members, i);
        if (relation_is(member, REGISTER_HEAD) || relation_is(member, "配偶"))
            relate(member, child ? parent(member) : "其他");
        else
            relate(member, "其他");
    }
    if (spouse && head != NULL)
        relate(head, "配偶");
    relate(heir, REGISTER_HEAD);
}

void register_kin_anew(json_t *members)
{
    for (size_t i = 0; i < json_array_size(members); i++)
        relate(json_array_get(members, i), i == 0 ? REGISTER_HEAD : "其他");
}
