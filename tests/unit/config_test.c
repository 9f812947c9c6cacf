/* Settings: file and environment, faults that are told, secrets that are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/config.h"

static const char GOOD_KEY[] = "8f3a1c5e7b9d0246e1f2a3b4c5d6978810aa2bb43cc65dd87ee90ff1a2b3c4d5";

static struct config_setting table[] = {
    {.name = "MALL_NAME", .kind = CONFIG_TEXT, .fallback = "mall", .about = "Name of the shop"},
    {.name = "MALL_PORT",
     .kind = CONFIG_INT,
     .fallback = "8080",
     .min = 1,
     .max = 65535,
     .about = "Port"},
    {.name = "MALL_DEBUG", .kind = CONFIG_BOOL, .fallback = "false", .about = "Say more"},
    {.name = "MALL_SECRET_KEY", .kind = CONFIG_SECRET_HEX32, .about = "Master secret"},
    {.name = "MALL_API_KEY",
     .kind = CONFIG_SECRET,
     .fallback = "",
     .min = 32,
     .max = 32,
     .about = "Key"},
    {.name = "MALL_CERT", .kind = CONFIG_FILE, .fallback = "", .about = "Certificate"},
    {.name = NULL},
};

static char *messages;

/* Loads with `content` as the file (NULL: none); what was written on `errors` stands in `messages`.
 */
static bool load(const char *content)
{
    char path[] = "/tmp/config_test.XXXXXX";
    if (content != NULL) {
        int descriptor = mkstemp(path);
        assert_true(descriptor >= 0);
        assert_int_equal(write(descriptor, content, strlen(content)), strlen(content));
        close(descriptor);
    }
    free(messages);
    messages = NULL;
    size_t size;
    FILE *errors = open_memstream(&messages, &size);
    bool ok = config_load(table, "MALL_", content != NULL ? path : NULL, errors);
    fclose(errors);
    if (content != NULL)
        unlink(path);
    return ok;
}

static int clean_environment(void **state)
{
    (void)state;
    for (const struct config_setting *setting = table; setting->name != NULL; setting++)
        unsetenv(setting->name);
    setenv("MALL_SECRET_KEY", GOOD_KEY, 1);
    return 0;
}

static int release(void **state)
{
    (void)state;
    for (struct config_setting *setting = table; setting->name != NULL; setting++) {
        free((void *)(uintptr_t)setting->value);
        setting->value = NULL;
    }
    free(messages);
    return 0;
}

static void defaults_hold(void **state)
{
    (void)state;
    assert_true(load(NULL));
    assert_string_equal(messages, "");
    assert_string_equal(config_text("MALL_NAME"), "mall");
    assert_int_equal(config_int("MALL_PORT"), 8080);
    assert_false(config_bool("MALL_DEBUG"));
    assert_string_equal(config_text("MALL_API_KEY"), "");
}

static void the_environment_wins_over_the_file(void **state)
{
    (void)state;
    setenv("MALL_PORT", "9001", 1);
    assert_true(load("# a comment\n\n  MALL_NAME = \"扶贫商城 # 1\"  "
                     "\nMALL_PORT=9000\nMALL_DEBUG='yes'\nOTHER=1\n"
                     "MALL_API_KEY=Zx81kQ0vB7mT4nS9rL2pW6yC3dF5gH1j"));
    assert_string_equal(config_text("MALL_NAME"), "扶贫商城 # 1");
    assert_int_equal(config_int("MALL_PORT"), 9001);
    assert_true(config_bool("MALL_DEBUG"));
    assert_string_equal(config_text("MALL_API_KEY"), "Zx81kQ0vB7mT4nS9rL2pW6yC3dF5gH1j");
}

static void each_fault_is_told(void **state)
{
    (void)state;
    assert_false(load(
        "MALL_PROT=1\nMALL_DEBUG=maybe\nMALL_PORT=80a\nno equals\nMALL_CERT=/nowhere/cert.pem\n"));
    assert_non_null(strstr(messages, "MALL_PROT: unknown"));
    assert_non_null(strstr(messages, "MALL_DEBUG: must be true or false"));
    assert_non_null(strstr(messages, "MALL_PORT: not a whole number"));
    assert_non_null(strstr(messages, ":4: not a line KEY=value"));
    assert_non_null(strstr(messages, "MALL_CERT: the file cannot be read"));
    assert_false(load("MALL_PORT=65536\n"));
    assert_non_null(strstr(messages, "between 1 and 65535"));
    assert_false(load("MALL_PORT=99999999999999999999\n"));
    assert_false(load("MALL_PORT= \n"));
    unsetenv("MALL_SECRET_KEY");
    assert_false(load(NULL));
    assert_non_null(strstr(messages, "MALL_SECRET_KEY: is required"));
    char *endless = malloc(6000);
    memset(endless, 'x', 5999);
    endless[5999] = '\0';
    assert_false(load(endless));
    assert_non_null(strstr(messages, "line too long"));
    free(endless);
}

static void a_missing_file_is_a_fault(void **state)
{
    (void)state;
    FILE *errors = fopen("/dev/null", "w");
    assert_false(config_load(table, "MALL_", "/nowhere/mall.conf", errors));
    fclose(errors);
}

static void weak_secrets_are_refused(void **state)
{
    (void)state;
    static const char *const WRONG[] = {
        "",
        "8f3a1c5e",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "8f3a1c5e7b9d0246e1f2a3b4c5d6978810aa2bb43cc65dd87ee90ff1a2b3c4dg",
        "8f3a1c5e7b9d0246e1f2a3b4c5d6978810aa2bb43cc65dd87ee90ff1a2b3c4d5ff",
        "abababababababababababababababababababababababababababababababab",
    };
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        setenv("MALL_SECRET_KEY", WRONG[i], 1);
        assert_false(load(NULL));
        assert_non_null(strstr(messages, "MALL_SECRET_KEY: "));
        assert_true(WRONG[i][0] == '\0' || strstr(messages, WRONG[i]) == NULL);
    }
    setenv("MALL_SECRET_KEY", GOOD_KEY, 1);
    static const char *const WRONG_KEYS[] = {"tooshort", "changemechangemechangemechangeme",
                                             "your_api_v3_key_of_32_characters",
                                             "ThisIsMySecretKeyWith32Character1x"};
    for (size_t i = 0; i < sizeof(WRONG_KEYS) / sizeof(WRONG_KEYS[0]); i++) {
        setenv("MALL_API_KEY", WRONG_KEYS[i], 1);
        assert_false(load(NULL));
    }
}

static void secrets_are_not_printed(void **state)
{
    (void)state;
    setenv("MALL_NAME", "another", 1);
    assert_true(load(NULL));
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    config_print(table, out);
    fclose(out);
    for (const struct config_setting *setting = table; setting->name != NULL; setting++) {
        assert_non_null(strstr(text, setting->name));
        assert_non_null(strstr(text, setting->about));
    }
    assert_non_null(strstr(text, "range: 1..65535"));
    assert_non_null(strstr(text, "default: 8080"));
    assert_non_null(strstr(text, "now: another"));
    assert_null(strstr(text, GOOD_KEY));
    free(text);
}

static void secrets_leave_the_environment(void **state)
{
    (void)state;
    setenv("MALL_NAME", "another", 1);
    assert_true(load(NULL));
    const char *given = getenv("MALL_SECRET_KEY");
    assert_string_equal(given, GOOD_KEY);
    config_hide_secrets();
    assert_null(getenv("MALL_SECRET_KEY"));
    assert_int_equal(given[0], '\0'); /* nor is it left where it stood */
    assert_string_equal(config_text("MALL_SECRET_KEY"), GOOD_KEY);
    assert_string_equal(getenv("MALL_NAME"), "another");
    config_show_secrets();
    assert_string_equal(getenv("MALL_SECRET_KEY"), GOOD_KEY);
    config_forget("MALL_SECRET_KEY");
    assert_null(strstr(config_text("MALL_SECRET_KEY"), GOOD_KEY));
    assert_int_equal(strlen(config_text("MALL_SECRET_KEY")), strlen(GOOD_KEY));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(defaults_hold, clean_environment),
        cmocka_unit_test_setup(the_environment_wins_over_the_file, clean_environment),
        cmocka_unit_test_setup(each_fault_is_told, clean_environment),
        cmocka_unit_test_setup(a_missing_file_is_a_fault, clean_environment),
        cmocka_unit_test_setup(weak_secrets_are_refused, clean_environment),
        cmocka_unit_test_setup(secrets_are_not_printed, clean_environment),
        cmocka_unit_test_setup(secrets_leave_the_environment, clean_environment),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
