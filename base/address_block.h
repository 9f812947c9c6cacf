/* The block of addresses that an address lies in, as lists of abuse and logs name it: enough to see
 * where something comes from, not who it was.
 */
#ifndef BASE_ADDRESS_BLOCK_H
#define BASE_ADDRESS_BLOCK_H

enum { ADDRESS_BLOCK_SIZE = 52 };

/* "192.0.2.0/24" of an IPv4 address (also one mapped into IPv6), "2001:db8:1::/48" of an IPv6 one,
 * "?" of anything else. Returns `block`. */
char *address_block(const char *address, char block[ADDRESS_BLOCK_SIZE]);

#endif
