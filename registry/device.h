/* What a session's owner needs to know their own machine again, and no more: never kept as it was
 * sent. */
#ifndef REGISTRY_DEVICE_H
#define REGISTRY_DEVICE_H

#include "base/arena.h"

/* The kind of machine and program that a User-Agent header names, in words: 安卓手机上的微信,
 * Windows 电脑上的 Edge. 其他设备 when it says nothing that is known, or is NULL. In the arena. */
const char *device_words(struct arena *arena, const char *user_agent);

/* The first half of a client's address: "198.51.*.*", "2001:db8:*"; "" when it is none. In the
 * arena. */
const char *device_network(struct arena *arena, const char *address);

#endif
