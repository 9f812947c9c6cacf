/* Records made wrong on purpose, for the faults that a client must notice. */
#ifndef REGISTER_MOCK_REGISTER_SPOIL_H
#define REGISTER_MOCK_REGISTER_SPOIL_H

#include "base/arena.h"
#include "register-mock/register_fault.h"

/* The record as the faults that are due leave it: itself when none is. In the arena. */
const char *register_spoil_record(struct register_faults *faults, struct arena *arena,
                                  const char *record);

#endif
