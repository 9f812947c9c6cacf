/* The mall's settings: names, defaults, ranges and meanings (`mall help config`), the program's own
 * and those of its modules in one table, read by base/config.
 *
 * Values come from the environment, and from the file that MALL_CONFIG names; the environment wins.
 * Code asks by name: config_int("MALL_PORT").
 */
#ifndef MALL_SETTINGS_H
#define MALL_SETTINGS_H

#include <stdbool.h>
#include <stdio.h>

/* Reads and checks all settings; false after a line on standard error for each fault. */
bool settings_load(void);
/* Every setting with default, range and meaning. Secrets are never printed. */
void settings_print(FILE *out);
/* What is checked beyond single values: secrets for key rotation ... Called by settings_load().
 * Exposed for tests: parses "1:<64 hex>,2:<64 hex>" and calls back for each; false when it is
 * anything else. */
bool settings_old_keys(const char *text,
                       void (*each)(const unsigned char key[32], int key_id, void *argument),
                       void *argument);

#endif
