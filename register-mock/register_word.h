/* The words that may stand in a record (PROTOCOL.md), each list ended by NULL. */
#ifndef REGISTER_MOCK_REGISTER_WORD_H
#define REGISTER_MOCK_REGISTER_WORD_H

#include <stdbool.h>

extern const char *const REGISTER_STATES[];
extern const char *const REGISTER_STANDARDS[];
extern const char *const REGISTER_ATTRIBUTES[];
extern const char *const REGISTER_FAMILY_TYPES[];
extern const char *const REGISTER_CAUSES[];
extern const char *const REGISTER_MONITORED[];
extern const char *const REGISTER_REMOVED_BY[];
extern const char *const REGISTER_RISKS[];
extern const char *const REGISTER_SEXES[];
extern const char *const REGISTER_EDUCATION[];
extern const char *const REGISTER_SCHOOLING[];
extern const char *const REGISTER_HEALTH[];
extern const char *const REGISTER_LABOUR[];
extern const char *const REGISTER_PERSON_STATES[];

#define REGISTER_HEAD "户主"

bool register_word_is(const char *const *words, const char *word);
int register_word_count(const char *const *words);

#endif
