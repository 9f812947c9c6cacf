/* A new register: filled beside its place and put there when it is whole. */
#ifndef REGISTER_MOCK_REGISTER_NEW_H
#define REGISTER_MOCK_REGISTER_NEW_H

#include <stdbool.h>
#include <stdio.h>

#include "register-mock/register_store.h"

struct register_new {
    const char *path;
    char *beside;
    struct register_store store;
};

/* False with a sentence on `errors`, also when there is a register at `path` already. */
bool register_new_begin(struct register_new *fresh, const char *path, FILE *errors);
/* Takes the first snapshot and puts the file, on disk, in its place. */
bool register_new_end(struct register_new *fresh, FILE *errors);
void register_new_abandon(struct register_new *fresh);

#endif
