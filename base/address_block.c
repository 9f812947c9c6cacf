#include "base/address_block.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

char *address_block(const char *address, char block[ADDRESS_BLOCK_SIZE])
{
    struct in6_addr v6;
    struct in_addr v4;
    bool is_v6 = inet_pton(AF_INET6, address, &v6) == 1;
    bool mapped = is_v6 && IN6_IS_ADDR_V4MAPPED(&v6);
    if (mapped)
        memcpy(&v4, v6.s6_addr + 12, sizeof(v4));
    if (mapped || inet_pton(AF_INET, address, &v4) == 1) {
        const unsigned char *byte = (const unsigned char *)&v4;
        snprintf(block, ADDRESS_BLOCK_SIZE, "%u.%u.%u.0/24", byte[0], byte[1], byte[2]);
    } else if (is_v6) {
        char text[INET6_ADDRSTRLEN];
        memset(v6.s6_addr + 6, 0, 10);
        snprintf(block, ADDRESS_BLOCK_SIZE, "%s/48", inet_ntop(AF_INET6, &v6, text, sizeof(text)));
    } else {
        snprintf(block, ADDRESS_BLOCK_SIZE, "?");
    }
    return block;
}
