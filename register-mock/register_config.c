#include "register-mock/register_config.h"

#include <string.h>

#include "base/config.h"
#include "base/crypto.h"

static struct config_setting SETTINGS[] = {
    SETTING_TEXT("REGISTER_ADDRESS", "127.0.0.1", "numeric address to listen on"),
    SETTING_INT("REGISTER_PORT", "8091", 1, 65535, "port to listen on"),
    {.name = "REGISTER_STORE", .kind = CONFIG_TEXT, .about = "path of the register's file"},
    {.name = "REGISTER_KEY",
     .kind = CONFIG_SECRET_HEX32,
     .about = "seed of the key that answers are signed with"},
    SETTING_TEXT("REGISTER_CLIENT", "mall", "name of the client"),
    {.name = "REGISTER_CLIENT_KEY",
     .kind = CONFIG_TEXT,
     .about = "public key of the client, 64 hexadecimal digits"},
    {.name = NULL},
};

static struct config_setting ASKER[] = {
    {.name = "MALL_REGISTER_URL", .kind = CONFIG_TEXT, .about = "where the register is reached"},
    SETTING_TEXT("MALL_REGISTER_CLIENT", "mall", "the client's name"),
    {.name = "MALL_REGISTER_KEY",
     .kind = CONFIG_SECRET_HEX32,
     .about = "seed of the key that requests are signed with"},
    {.name = "MALL_REGISTER_PUBLIC_KEY",
     .kind = CONFIG_TEXT,
     .about = "the register's public key, 64 hexadecimal digits"},
    {.name = NULL},
};

static bool complain(FILE *errors, const char *sentence)
{
    fprintf(errors, "register: %s\n", sentence);
    return false;
}

void register_settings_print(FILE *out)
{
    config_print(SETTINGS, out);
}

void register_asker_print(FILE *out)
{
    config_print(ASKER, out);
}

bool register_settings_load(struct register_settings *settings, FILE *errors)
{
    if (!config_load(SETTINGS, NULL, NULL, errors))
        return false;
    *settings = (struct register_settings){
        .address = config_text("REGISTER_ADDRESS"),
        .port = (int)config_int("REGISTER_PORT"),
        .store = config_text("REGISTER_STORE"),
        .client = {.name = config_text("REGISTER_CLIENT")},
    };
    if (!crypto_unhex(config_text("REGISTER_KEY"), settings->seed, sizeof settings->seed))
        return complain(errors, "REGISTER_KEY must be 64 hexadecimal digits");
    if (!crypto_unhex(config_text("REGISTER_CLIENT_KEY"), settings->client.public_key,
                      sizeof settings->client.public_key))
        return complain(errors, "REGISTER_CLIENT_KEY must be 64 hexadecimal digits");
    return true;
}

bool register_asker_load(struct register_asker *asker, FILE *errors)
{
    if (!config_load(ASKER, NULL, NULL, errors))
        return false;
    *asker = (struct register_asker){.url = config_text("MALL_REGISTER_URL"),
                                     .client = config_text("MALL_REGISTER_CLIENT")};
    if (!crypto_unhex(config_text("MALL_REGISTER_KEY"), asker->seed, sizeof asker->seed))
        return complain(errors, "MALL_REGISTER_KEY must be 64 hexadecimal digits");
    if (!crypto_unhex(config_text("MALL_REGISTER_PUBLIC_KEY"), asker->register_key,
                      sizeof asker->register_key))
        return complain(errors, "MALL_REGISTER_PUBLIC_KEY must be 64 hexadecimal digits");
    return true;
}
