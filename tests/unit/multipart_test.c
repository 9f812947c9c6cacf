/* Forms with a file in them, as browsers and curl send them, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/multipart.h"

#define TYPE "multipart/form-data; boundary=----WebKitFormBoundaryA1"
#define LINE "------WebKitFormBoundaryA1"

static const char BODY[] =
    LINE "\r\nContent-Disposition: form-data; name=\"field\"\r\n\r\nphone\r\n" LINE
         "\r\ncontent-disposition: form-data; name=\"value\"\r\n\r\n\r\n" LINE
         "\r\nContent-Disposition: form-data; name=\"photo\"; "
         "filename=\"\xe8\xaf\x81.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
         "\xff\xd8\0\r\n--\r\n\r\n\xff\xd9\r\n" LINE
         "\r\nContent-Disposition: form-data; name=\"other\"; filename=\"\"\r\n"
         "Content-Type: application/octet-stream\r\n\r\n\r\n" LINE "--\r\n";

static bool of(const char *type, size_t length, const char *name, struct multipart_part *part)
{
    return multipart_find(type, BODY, length, name, part);
}

static void parts_are_found_by_name(void **state)
{
    struct multipart_part part;
    (void)state;
    assert_true(of(TYPE, sizeof(BODY) - 1, "field", &part));
    assert_false(part.is_file);
    assert_int_equal(part.length, 5);
    assert_memory_equal(part.bytes, "phone", 5);
    assert_true(of(TYPE, sizeof(BODY) - 1, "value", &part));
    assert_int_equal(part.length, 0);
    assert_false(of(TYPE, sizeof(BODY) - 1, "val", &part));
    assert_false(of(TYPE, sizeof(BODY) - 1, "phone", &part));
}

static void a_file_is_whatever_bytes_it_has(void **state)
{
    static const char FILE_BYTES[] = "\xff\xd8\0\r\n--\r\n\r\n\xff\xd9";
    struct multipart_part part;
    (void)state;
    assert_true(of(TYPE, sizeof(BODY) - 1, "photo", &part));
    assert_true(part.is_file);
    assert_int_equal(part.length, sizeof(FILE_BYTES) - 1);
    assert_memory_equal(part.bytes, FILE_BYTES, part.length);
    assert_true(of(TYPE, sizeof(BODY) - 1, "other", &part));
    assert_true(part.is_file);
    assert_int_equal(part.length, 0);
}

static void what_is_cut_off_is_no_part(void **state)
{
    struct multipart_part part;
    (void)state;
    for (size_t length = 0; length < sizeof(BODY) - 3; length++) {
        char *cut = malloc(length + 1);
        memcpy(cut, BODY, length);
        assert_false(multipart_find(TYPE, cut, length, "nobody", &part));
        if (multipart_find(TYPE, cut, length, "photo", &part))
            assert_true(part.bytes + part.length <= cut + length);
        free(cut);
    }
    assert_false(of(TYPE, 60, "field", &part));
}

static void the_type_says_what_stands_between(void **state)
{
    struct multipart_part part;
    (void)state;
    assert_true(of("multipart/form-data; charset=utf-8; Boundary=\"----WebKitFormBoundaryA1\"",
                   sizeof(BODY) - 1, "field", &part));
    assert_false(of(NULL, sizeof(BODY) - 1, "field", &part));
    assert_false(of("multipart/form-data", sizeof(BODY) - 1, "field", &part));
    assert_false(of("multipart/form-data; boundary=", sizeof(BODY) - 1, "field", &part));
    assert_false(of("multipart/form-data; boundary=other", sizeof(BODY) - 1, "field", &part));
    assert_false(of("multipart/form-data; boundary=" /* 71 */
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    sizeof(BODY) - 1, "field", &part));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_found_by_name),
        cmocka_unit_test(a_file_is_whatever_bytes_it_has),
        cmocka_unit_test(what_is_cut_off_is_no_part),
        cmocka_unit_test(the_type_says_what_stands_between),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
