/* The national register's stand-in as one struct: settings, what it knows, what shall go wrong.
 *
 * It is the other side of the wire, in a process of its own: the mall reaches it only over HTTP, as
 * it would reach the real register. PROTOCOL.md says what is spoken.
 */
#ifndef REGISTER_MOCK_REGISTER_H
#define REGISTER_MOCK_REGISTER_H

#include "register-mock/register_config.h"
#include "register-mock/register_fault.h"
#include "register-mock/register_store.h"

struct register_ {
    struct register_settings settings;
    struct register_store store;
    struct register_faults faults;
};

#endif
