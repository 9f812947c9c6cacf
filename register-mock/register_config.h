/* The register's settings (REGISTER_*, from the environment) and keys, checked and ready for use.
 */
#ifndef REGISTER_MOCK_REGISTER_CONFIG_H
#define REGISTER_MOCK_REGISTER_CONFIG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "register-mock/register_auth.h"

struct register_settings {
    const char *address; /* numeric IP to listen on */
    int port;
    const char *store; /* path of the file */
    uint8_t seed[32];  /* of the key that answers are signed with */
    struct register_client client;
};

/* Reads the environment. False with a sentence on `errors` for each fault. */
bool register_settings_load(struct register_settings *settings, FILE *errors);
/* `mall-register help`: every setting with its meaning. */
void register_settings_print(FILE *out);

/* What a client needs to ask the register: the mall's own settings of it. */
struct register_asker {
    const char *url;
    const char *client;
    uint8_t seed[32];
    uint8_t register_key[32]; /* public */
};
bool register_asker_load(struct register_asker *asker, FILE *errors);
void register_asker_print(FILE *out);

#endif
