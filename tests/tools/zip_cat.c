/* zip_cat FILE ENTRY: writes one entry of a ZIP file (an XLSX is one) to standard output; for tests
 * that look into a table. Reads the central directory, stored and deflated entries. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static unsigned char *bytes;
static size_t length;

static uint32_t number(size_t at, int width)
{
    uint32_t value = 0;
    if (at + (size_t)width > length)
        exit(2);
    while (width-- > 0)
        value = value << 8 | bytes[at + (size_t)width];
    return value;
}

static void read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        exit(2);
    bytes = malloc(64 * 1024 * 1024);
    length = bytes != NULL ? fread(bytes, 1, 64 * 1024 * 1024, file) : 0;
    fclose(file);
}

/* Where the central directory begins, by the record at the end. */
static size_t directory(void)
{
    for (size_t at = length < 22 ? 0 : length - 22; at > 0; at--)
        if (number(at, 4) == 0x06054b50)
            return number(at + 16, 4);
    exit(2);
}

static void write_entry(size_t local, uint32_t packed, uint32_t plain, uint32_t method)
{
    size_t at = local + 30 + number(local + 26, 2) + number(local + 28, 2);
    unsigned char *out = malloc(plain + 1);
    if (out == NULL || at + packed > length)
        exit(2);
    z_stream stream = {
        .next_in = bytes + at, .avail_in = packed, .next_out = out, .avail_out = plain};
    if (method == 0)
        memcpy(out, bytes + at, plain);
    else if (inflateInit2(&stream, -15) != Z_OK || inflate(&stream, Z_FINISH) != Z_STREAM_END)
        exit(2);
    fwrite(out, 1, plain, stdout);
    inflateEnd(&stream);
    free(out);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    read_file(argv[1]);
    size_t at = directory(), name_length;
    for (; number(at, 4) == 0x02014b50;
         at += 46 + name_length + number(at + 30, 2) + number(at + 32, 2)) {
        name_length = number(at + 28, 2);
        if (strlen(argv[2]) == name_length && memcmp(bytes + at + 46, argv[2], name_length) == 0) {
            write_entry(number(at + 42, 4), number(at + 20, 4), number(at + 24, 4),
                        number(at + 10, 2));
            free(bytes);
            return 0;
        }
    }
    return 1;
}
