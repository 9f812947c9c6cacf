/* What a household's own papers say of it at the top: masked, as others may look on. */
#ifndef REGISTRY_HOUSEHOLD_FACE_H
#define REGISTRY_HOUSEHOLD_FACE_H

#include "base/refusal.h"
#include "base/task.h"
#include "registry/household.h"

struct household_face {
    const char *head;    /* 刘**; the pseudonym where no name is known */
    const char *phone;   /* 199****0000; "" = none is known */
    const char *village; /* 重庆市奉节县永乐镇大坝村 */
    const char *tail;    /* the last four of the household's number */
};

/* Texts are the task's. */
bool household_face(struct task *task, const struct household *household,
                    struct household_face *face, struct refusal *why);

#endif
