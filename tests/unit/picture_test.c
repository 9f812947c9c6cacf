/* Pictures without their libraries: what a file is, how it was held, turning and shrinking, and
 * what the child's answer is read as. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "media/exif.h"
#include "media/picture_decode.h"
#include "media/picture_make.h"
#include "media/raster.h"
#include "tests/unit/prng.h"

/* ---- what it is ---- */

static enum picture_format sniff(const char *bytes, size_t length)
{
    return picture_sniff((const uint8_t *)bytes, length);
}

static void bytes_decide_what_it_is(void **state)
{
    (void)state;
    assert_int_equal(sniff("\xff\xd8\xff\xe0", 4), PICTURE_JPEG);
    assert_int_equal(sniff("\x89PNG\r\n\x1a\n", 8), PICTURE_PNG);
    assert_int_equal(sniff("RIFF\0\0\0\0WEBP", 12), PICTURE_WEBP);
    assert_int_equal(sniff("RIFF\0\0\0\0WAVE", 12), PICTURE_UNKNOWN);
    assert_int_equal(sniff("\0\0\0\x18"
                           "ftypheic",
                           12),
                     PICTURE_HEIC);
    assert_int_equal(sniff("\0\0\0\x1c"
                           "ftypmp42\0\0\0\0mif1",
                           20),
                     PICTURE_HEIC);
    assert_int_equal(sniff("\0\0\0\x1c"
                           "ftypmp42\0\0\0\0isom",
                           20),
                     PICTURE_UNKNOWN);
    assert_int_equal(sniff("GIF89a", 6), PICTURE_GIF);
    assert_int_equal(sniff("  <svg ", 7), PICTURE_SVG);
    assert_int_equal(sniff("", 0), PICTURE_UNKNOWN);
}

static void sizes_are_looked_at_first(void **state)
{
    (void)state;
    assert_int_equal(picture_size_fault(4000, 3000), PICTURE_FINE);
    assert_int_equal(picture_size_fault(10000, 5000), PICTURE_FINE);
    assert_int_equal(picture_size_fault(10001, 5000), PICTURE_FAULT_PIXELS);
    assert_int_equal(picture_size_fault(INT64_MAX, INT64_MAX), PICTURE_FAULT_PIXELS);
    assert_int_equal(picture_size_fault(300, 299), PICTURE_FAULT_SMALL);
    assert_int_equal(picture_size_fault(901, 300), PICTURE_FAULT_NARROW);
    assert_int_equal(picture_size_fault(300, 900), PICTURE_FINE);
    assert_int_equal(picture_size_fault(0, 900), PICTURE_FAULT_BROKEN);
    assert_int_equal(picture_factor(1199), 1);
    assert_int_equal(picture_factor(2399), 1);
    assert_int_equal(picture_factor(2400), 2);
}

/* ---- how it was held ---- */

static int orientation_of(const char *tiff, size_t length)
{
    return exif_orientation_of_tiff((const uint8_t *)tiff, length);
}

static void orientation_is_read_in_both_orders(void **state)
{
    (void)state;
    static const char BIG[] = "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0",
                      LITTLE[] = "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0",
                      WRONG[] = "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x09\0\0",
                      AWAY[] = "MM\0*\xff\xff\xff\xf0\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0";
    assert_int_equal(orientation_of(BIG, 22), 6);
    assert_int_equal(orientation_of(LITTLE, 22), 8);
    assert_int_equal(orientation_of(WRONG, 22), 1);
    assert_int_equal(orientation_of(AWAY, 22), 1);
    for (size_t length = 0; length < 22; length++)
        assert_int_equal(orientation_of(BIG, length), 1);
}

/* In blocks of exactly their size, so that a sanitizer sees a byte too many. */
static void nonsense_is_upright(void **state)
{
    (void)state;
    struct prng prng = {7};
    for (int i = 0; i < 20000; i++) {
        size_t length = (size_t)prng_between(&prng, 0, 60);
        uint8_t *bytes = malloc(length + 1);
        for (size_t k = 0; k < length; k++)
            bytes[k] = (uint8_t)prng_next(&prng);
        static const char *const HEADS[] = {"\xff\xd8\xff\xe1", "RIFF\0\0\0\0WEBPEXIF", "MM\0*"};
        static const size_t LENGTHS[] = {4, 16, 4};
        int head = (int)prng_between(&prng, 0, 2);
        if (length > LENGTHS[head])
            memcpy(bytes, HEADS[head], LENGTHS[head]);
        for (int format = PICTURE_JPEG; format <= PICTURE_UNKNOWN; format++) {
            int found = exif_orientation((enum picture_format)format, bytes, length);
            assert_in_range(found, 1, 8);
        }
        assert_in_range(exif_orientation_of_tiff(bytes, length), 1, 8);
        free(bytes);
    }
}

/* ---- pixels ---- */

static uint8_t red_at(const struct raster *raster, int x, int y)
{
    return raster->rgb[(y * raster->width + x) * 3];
}

/* 3 x 2: reds 0 1 2 over 3 4 5. */
static struct raster numbered(void)
{
    struct raster raster;
    assert_true(raster_init(&raster, 3, 2));
    for (int i = 0; i < 6; i++)
        memset(raster.rgb + i * 3, i, 3);
    return raster;
}

static void pictures_are_turned_upright(void **state)
{
    (void)state;
    static const struct {
        int orientation, width;
        const char *reds;
    } WANTED[] = {{1, 3, "012345"}, {2, 3, "210543"}, {3, 3, "543210"}, {4, 3, "345012"},
                  {5, 2, "031425"}, {6, 2, "304152"}, {7, 2, "524130"}, {8, 2, "251403"}};
    for (size_t i = 0; i < sizeof(WANTED) / sizeof(WANTED[0]); i++) {
        struct raster raster = numbered();
        assert_true(raster_turn(&raster, WANTED[i].orientation));
        assert_int_equal(raster.width, WANTED[i].width);
        for (int p = 0; p < 6; p++)
            assert_int_equal(red_at(&raster, p % raster.width, p / raster.width),
                             WANTED[i].reds[p] - '0');
        raster_free(&raster);
    }
}

static void shrinking_keeps_the_mean(void **state)
{
    (void)state;
    struct prng prng = {3};
    for (int round = 0; round < 200; round++) {
        struct raster raster, smaller;
        int width = (int)prng_between(&prng, 1, 40), height = (int)prng_between(&prng, 1, 40);
        assert_true(raster_init(&raster, width, height));
        uint8_t shade = (uint8_t)prng_next(&prng);
        memset(raster.rgb, shade, (size_t)(width * height) * 3);
        int wanted = (int)prng_between(&prng, 1, width);
        assert_true(raster_shrink(&raster, wanted, &smaller));
        assert_int_equal(smaller.width, wanted);
        for (int i = 0; i < smaller.width * smaller.height * 3; i++)
            assert_int_equal(smaller.rgb[i], shade);
        raster_free(&smaller);
        raster_free(&raster);
    }
    struct raster raster = numbered(), smaller;
    assert_true(raster_shrink(&raster, 1, &smaller));
    assert_int_equal(red_at(&smaller, 0, 0), 3); /* 15 / 6, rounded by rows: 1 and 4, then 2.5 */
    raster_free(&smaller);
    raster_free(&raster);
}

static void rows_are_averaged_on_their_way(void **state)
{
    (void)state;
    struct reducer reducer;
    static const uint8_t ROW[5 * 4] = {10, 10, 10, 255, 20, 20,  20, 255, 0, 0,
                                       0,  0,  0,  0,   0,  255, 9,  9,   9, 255};
    assert_true(reducer_begin(&reducer, 5, 3, 2));
    for (int y = 0; y < 3; y++)
        reducer_row(&reducer, ROW, 4);
    struct raster raster = reducer_end(&reducer);
    assert_int_equal(raster.width, 2);
    assert_int_equal(raster.height, 1);
    assert_int_equal(red_at(&raster, 0, 0), 15);
    assert_int_equal(red_at(&raster, 1, 0), 128); /* white where there was nothing, and black */
    raster_free(&raster);
}

/* ---- the child's answer ---- */

static bool reads(const char *answer, struct picture_made *made, enum picture_fault *fault)
{
    return picture_read_answer(answer, strlen(answer), made, fault);
}

static void an_answer_is_whole_or_none(void **state)
{
    (void)state;
    struct picture_made made;
    enum picture_fault fault;
    assert_true(reads("fine 800 600\n400 300 webp 5\nabcde400 300 jpg 3\nxyzend\n", &made, &fault));
    assert_int_equal(made.count, 2);
    assert_int_equal(made.files[1].length, 3);
    assert_memory_equal(made.files[1].bytes, "xyz", 3);
    static const char *const BAD[] = {"",
                                      "fine 800 600\n",
                                      "fine 800 600\nend\n",
                                      "fine 800 600\n400 300 webp 5\nabcde",
                                      "fine 800 600\n400 300 webp 50\nabcdeend\n",
                                      "fine 800 600\n400 300 gif 5\nabcdeend\n",
                                      "fine 800 600\n400 -300 webp 5\nabcdeend\n",
                                      "fine 800 600\n0 300 webp 5\nabcdeend\n",
                                      "fine 800 600\n400 300 webp 5\nabcdeend\nmore",
                                      "fine 800 600\n400 300 webp 5 \nabcdeend\n"};
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        assert_false(reads(BAD[i], &made, &fault));
        assert_int_equal(fault, PICTURE_FAULT_HEAVY);
    }
    assert_false(reads("fault small\nend\n", &made, &fault));
    assert_int_equal(fault, PICTURE_FAULT_SMALL);
    assert_false(reads("fault nothing\nend\n", &made, &fault));
    assert_int_equal(fault, PICTURE_FAULT_HEAVY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_decide_what_it_is),
        cmocka_unit_test(sizes_are_looked_at_first),
        cmocka_unit_test(orientation_is_read_in_both_orders),
        cmocka_unit_test(nonsense_is_upright),
        cmocka_unit_test(pictures_are_turned_upright),
        cmocka_unit_test(shrinking_keeps_the_mean),
        cmocka_unit_test(rows_are_averaged_on_their_way),
        cmocka_unit_test(an_answer_is_whole_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
