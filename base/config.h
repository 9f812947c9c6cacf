/* Settings from the environment and one file (KEY=value lines; the environment wins). The table of
 * settings is the program's; this is the mechanism. */
#ifndef BASE_CONFIG_H
#define BASE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum config_kind {
    CONFIG_TEXT,
    CONFIG_INT,
    CONFIG_BOOL,
    CONFIG_SECRET_HEX32,
    CONFIG_SECRET,
    CONFIG_FILE
};
/* Where a value came from; the last that has one wins. */
enum config_source { CONFIG_DEFAULT, CONFIG_FROM_FILE, CONFIG_FROM_ENVIRONMENT };

struct config_setting {
    const char *name; /* "SHOP_PORT" */
    enum config_kind kind;
    const char *fallback; /* default; NULL = required */
    /* CONFIG_INT: range, both 0 = none. CONFIG_SECRET: length in bytes, at least 16 when 0. */
    int64_t min, max;
    const char *about;         /* English, one line */
    bool is_private;           /* no secret by form, but it may hold one: a connection line */
    enum config_source source; /* of the value; filled by config_load() */
    const char *value; /* filled by config_load(), NULL before; valid until the next config_load()
                        */
};

/* Rows of a table of settings. A flag is off unless set; a file is none unless set. */
#define SETTING_(name_, kind_, fallback_, min_, max_, about_)                                      \
    {                                                                                              \
        .name = (name_), .kind = (kind_), .fallback = (fallback_), .min = (min_), .max = (max_),   \
        .about = (about_)                                                                          \
    }
#define SETTING_INT(name_, fallback_, min_, max_, about_)                                          \
    SETTING_(name_, CONFIG_INT, fallback_, min_, max_, about_)
#define SETTING_TEXT(name_, fallback_, about_) SETTING_(name_, CONFIG_TEXT, fallback_, 0, 0, about_)
#define SETTING_FLAG(name_, about_) SETTING_(name_, CONFIG_BOOL, "0", 0, 0, about_)
#define SETTING_SECRET(name_, fallback_, min_, about_)                                             \
    SETTING_(name_, CONFIG_SECRET, fallback_, min_, 0, about_)
#define SETTING_PRIVATE(name_, fallback_, about_)                                                  \
    {                                                                                              \
        .name = (name_), .kind = CONFIG_TEXT, .fallback = (fallback_), .about = (about_),          \
        .is_private = true                                                                         \
    }
#define SETTING_FILE(name_, about_) SETTING_(name_, CONFIG_FILE, "", 0, 0, about_)

/* Reads file (may be NULL) then environment into the table (ended by .name == NULL); false with a
 * message on `errors` for each fault: a name in the file that begins with `prefix`
 * ("SHOP_"; NULL = any other name is somebody else's) and is unknown, missing required value, not a
 * number, out of range, a secret that is empty, default-looking (all equal characters, "changeme",
 * ...) or of wrong length. */
bool config_load(struct config_setting *table, const char *prefix, const char *file, FILE *errors);
/* Takes secrets that came from the environment out of it, and wipes them there: nothing that reads
 * the environment - a child, a core, /proc - finds them. Called after the last config_load() of a
 * process. */
void config_hide_secrets(void);
/* Puts them back, in a child that is about to become this program again. */
void config_show_secrets(void);
/* Overwrites a secret's value where nothing asks for it any more; it still counts as set. */
void config_forget(const char *name);
/* Values by name; an unknown name asserts. */
const char *config_text(const char *name);
int64_t config_int(const char *name);
bool config_bool(const char *name);
/* The n-th setting as config_load() left it, NULL behind the last. */
const struct config_setting *config_at(int n);
/* Its value must not be shown. */
bool config_is_secret(const struct config_setting *setting);
/* For help: every setting with its default and meaning; secrets' values are never
 * printed. */
void config_print(const struct config_setting *table, FILE *out);

#endif
