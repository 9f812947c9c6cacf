/* The one form in which a name is looked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/crypto.h"
#include "registry/household_name.h"

static struct arena *arena;

#define FORM(name_, form_) assert_string_equal(household_name_form(arena, (name_)), (form_))

static void dots_and_blanks_do_not_count(void **state)
{
    (void)state;
    static const char *const DOTS[] = {"·", "•", "‧", "・", "．", ".",  "･",
                                       "⋅", "∙", " ", "　", "",   " · "};
    for (size_t i = 0; i < sizeof(DOTS) / sizeof(DOTS[0]); i++)
        FORM(arena_printf(arena, "阿卜杜%s拉赫曼", DOTS[i]), "阿卜杜拉赫曼");
    FORM(" 王小明　", "王小明");
    FORM("··", "");
}

static void letters_count_without_case_and_width(void **state)
{
    (void)state;
    FORM("ａnnＺ", "ANNZ");
    FORM("Anna", "ANNA");
    FORM("！", "！"); /* of the same block, and no letter */
}

static void other_characters_stay_as_they_are(void **state)
{
    (void)state;
    FORM("𠮷野", "𠮷野"); /* outside the basic plane */
    FORM("㛃㛃", "㛃㛃");
    FORM("玛依拉·买买提艾力·阿卜杜热合曼·吐尔逊", "玛依拉买买提艾力阿卜杜热合曼吐尔逊");
    assert_string_not_equal(household_name_form(arena, "𠮷"), household_name_form(arena, "吉"));
}

static void the_hash_is_of_the_form(void **state)
{
    (void)state;
    uint8_t a[32], b[32], c[32];
    household_name_hash(arena, "古丽·𠮷", a);
    household_name_hash(arena, "古丽 𠮷", b);
    household_name_hash(arena, "古丽吉", c);
    assert_memory_equal(a, b, 32);
    assert_memory_not_equal(a, c, 32);
}

static int begin(void **state)
{
    (void)state;
    crypto_init();
    crypto_set_master((const uint8_t[32]){1}, 1);
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dots_and_blanks_do_not_count),
        cmocka_unit_test(letters_count_without_case_and_width),
        cmocka_unit_test(other_characters_stay_as_they_are),
        cmocka_unit_test(the_hash_is_of_the_form),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
