#include "base/http_client.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>

/* In front of 32 bits of IPv4: no /64 that is anybody's begins so (RFC 4291 section 2.7). */
#define IPV4_MARK (UINT64_C(0xffffffff) << 32)

static uint64_t big_endian(const unsigned char *bytes, size_t length)
{
    uint64_t value = 0;
    for (size_t i = 0; i < length; i++)
        value = value << 8 | bytes[i];
    return value;
}

int64_t http_client_key(const char *address)
{
    unsigned char bytes[sizeof(struct in6_addr)];
    if (inet_pton(AF_INET, address, bytes) == 1)
        return (int64_t)(IPV4_MARK | big_endian(bytes, 4));
    if (inet_pton(AF_INET6, address, bytes) != 1)
        return 0;
    static const unsigned char MAPPED[12] = {[10] = 0xff, [11] = 0xff};
    if (memcmp(bytes, MAPPED, sizeof(MAPPED)) == 0)
        return (int64_t)(IPV4_MARK | big_endian(bytes + sizeof(MAPPED), 4));
    return (int64_t)big_endian(bytes, 8);
}

bool http_client_join(struct map *clients, int64_t key, int most)
{
    struct map_slot *slot = map_add_i64(clients, key, NULL);
    if (slot->number >= most)
        return false;
    slot->number++;
    return true;
}

void http_client_leave(struct map *clients, int64_t key)
{
    struct map_slot *slot = map_find_i64(clients, key);
    assert(slot != NULL && slot->number > 0);
    if (--slot->number == 0)
        map_remove_i64(clients, key);
}
