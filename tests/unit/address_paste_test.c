/* Pasted addresses, each as somebody might copy it, against the country's regions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/csv.h"
#include "registry/address_paste.h"

/* ---- the regions ---- */

static struct arena *world;
static struct place *places;
static int place_count;

static void fault(void *argument, size_t row, const char *column, const char *message)
{
    (void)argument;
    fail_msg("row %zu %s: %s", row, column, message);
}

static int read_regions(void **state)
{
    enum { BYTES_MAX = 4 << 20 };
    struct csv csv;
    (void)state;
    world = arena_new(ARENA_LIMIT_DEFAULT);
    char *bytes = arena_alloc(world, BYTES_MAX);
    FILE *file = fopen("ops/data/regions.csv", "rbe");
    assert_non_null(file);
    size_t length = fread(bytes, 1, BYTES_MAX, file);
    fclose(file);
    assert_true(csv_parse(world, bytes, length, &csv, fault, NULL));
    places = arena_array(world, csv.row_count, sizeof(*places));
    for (size_t row = 0; row < csv.row_count; row++)
        if (strcmp(csv_field(&csv, row, csv_column(&csv, "pickable")), "1") == 0)
            places[place_count++] = (struct place){
                csv_field(&csv, row, csv_column(&csv, "code")),
                csv_field(&csv, row, csv_column(&csv, "name")),
                (int)strtol(csv_field(&csv, row, csv_column(&csv, "level")), NULL, 10)};
    return 0;
}

static int forget_regions(void **state)
{
    (void)state;
    arena_free(world);
    return 0;
}

/* As the database's statements choose them. */
static int of_levels(struct place *out, int from, int to, const char *parent)
{
    int count = 0;
    for (int i = 0; i < place_count; i++)
        if (places[i].level >= from && places[i].level <= to &&
            strncmp(places[i].code, parent, strlen(parent)) == 0)
            out[count++] = places[i];
    return count;
}

static void parse(struct arena *arena, const char *pasted, struct address_paste *paste)
{
    struct place *some = arena_array(arena, (size_t)place_count, sizeof(*some));
    address_paste_begin(arena, pasted, paste);
    paste->chain = place_chain_find(paste->text, some, of_levels(some, 1, 3, ""));
    if (paste->chain.place != NULL && paste->chain.place->level == 3) {
        struct place *below = arena_array(arena, (size_t)place_count, sizeof(*below));
        place_chain_extend(&paste->chain, paste->text, below,
                           of_levels(below, 4, 4, paste->chain.place->code));
    }
    address_paste_end(arena, paste);
}

/* ---- the table ---- */

struct row {
    const char *pasted, *name, *phone, *code, *detail;
};

static const struct row ROWS[] = {
    {"张三 13812340000 云南省昭通市镇雄县乌峰街道某路1号", "张三", "13812340000", "530627001",
     "某路1号"},
    {"张三13812340000云南省昭通市镇雄县乌峰街道某路1号", "张三", "13812340000", "530627001",
     "某路1号"},
    {"云南省昭通市镇雄县乌峰街道某路1号 张三 13812340000", "张三", "13812340000", "530627001",
     "某路1号"},
    {"云南省昭通市镇雄县乌峰街道某路1号张三13812340000", "张三", "13812340000", "530627001",
     "某路1号"},
    {"13812340000 云南省昭通市镇雄县乌峰街道某路1号 张三", "张三", "13812340000", "530627001",
     "某路1号"},
    {"13812340000，张三，云南省昭通市镇雄县乌峰街道办事处某路1号", "张三", "13812340000",
     "530627001", "某路1号"},
    {"收货人：张三\n电话：138-1234-0000\n地址：云南省 昭通市 镇雄县 乌峰街道 某路1号", "张三",
     "13812340000", "530627001", "某路1号"},
    {"姓名:张三;手机号:+86 138 1234 0000;所在地区:云南省昭通市镇雄县;详细地址:乌峰街道某路1号",
     "张三", "13812340000", "530627001", "某路1号"},
    {"张三，+8613812340000，云南昭通镇雄乌峰街道某路1号", "张三", "13812340000", "530627001",
     "某路1号"},
    {"张三 0086 13812340000 昭通市镇雄县乌峰街道某路1号", "张三", "13812340000", "530627001",
     "某路1号"},
    {"李四 １３８１２３４００００ 镇雄县乌峰街道某路１号", "李四", "13812340000", "530627001",
     "某路1号"},
    {"王小明 13900000000 重庆市奉节县永乐镇示例村2组", "王小明", "13900000000", "500236131",
     "示例村2组"},
    {"王小明 13900000000 重庆 奉节 永乐镇示例村2组", "王小明", "13900000000", "500236131",
     "示例村2组"},
    {"王小明 13900000000 重庆市县奉节县永乐镇示例村2组", "王小明", "13900000000", "500236131",
     NULL},
    {"北京市北京市海淀区中关村街道示例路 5 号 赵六 13700000000", "赵六", "13700000000", "110108011",
     "示例路 5 号"},
    {"北京市市辖区海淀区中关村街道示例路5号 赵六 13700000000", "赵六", "13700000000", "110108011",
     "示例路5号"},
    {"北京海淀区中关村街道示例路5号，赵六13700000000", "赵六", "13700000000", "110108011",
     "示例路5号"},
    {"孙七 13600000000 贵州省毕节市威宁彝族回族苗族自治县草海镇示例路3号", "孙七", "13600000000",
     "520526", NULL},
    {"孙七 13600000000 贵州省毕节市威宁县五里岗街道示例路3号", "孙七", "13600000000", "520526002",
     NULL},
    {"周八 13500000000 四川省凉山州盐源县梅雨镇示例路3号", "周八", "13500000000", "513423", NULL},
    {"周八 13500000000 四川凉山彝族自治州盐源县 示例路3号", "周八", "13500000000", "513423",
     "示例路3号"},
    {"阿卜杜热西提·阿卜杜热合曼 13400000000 新疆维吾尔自治区喀什地区莎车县示例路8号",
     "阿卜杜热西提·阿卜杜热合曼", "13400000000", "653125", "示例路8号"},
    {"广东省东莞市南城街道示例路9号 吴九 13300000000", "吴九", "13300000000", "441900004",
     "示例路9号"},
    {"湖北省仙桃市示例路9号 吴九 13300000000", "吴九", "13300000000", "429004", "示例路9号"},
    {"吴九 13300000000 朝阳区示例路9号", "吴九", "13300000000", "", "朝阳区示例路9号"},
    {"吴九 13300000000 江苏省苏州市昆山市玉山镇示例路9号", "吴九", "13300000000", "320583100",
     "示例路9号"},
    {"吴九 13300000000 昆山市玉山镇示例路9号 215300", "吴九", "13300000000", "320583100",
     "示例路9号"},
    {"中国 广西壮族自治区百色市田东县示例路9号，郑十女士，13200000000", "郑十女士", "13200000000",
     "451022", "示例路9号"},
    {"内蒙古呼伦贝尔市莫力达瓦达斡尔族自治旗示例路9号 郑十 13200000000", "郑十", "13200000000",
     "150722", "示例路9号"},
    {"上海市浦东新区张江镇示例路9弄3号1201室郑十13200000000", "郑十", "13200000000", "310115125",
     "示例路9弄3号1201室"},
    {"张三 云南省昭通市镇雄县乌峰街道某路1号", "张三", "", "530627001", "某路1号"},
    {"13812340000", "", "13812340000", "", ""},
    {"张三", "张三", "", "", ""},
    {"云南省", "", "", "530000", ""},
    {"138123400001 张三", "", "", "", "138123400001 张三"},
    {"你好，请问还有货吗？", "", "", "", NULL},
    {"   ", "", "", "", ""},
};

static void test_rows(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof(ROWS) / sizeof(ROWS[0]); i++) {
        const struct row *row = &ROWS[i];
        struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
        struct address_paste paste;
        parse(arena, row->pasted, &paste);
        const char *code = paste.chain.place != NULL ? paste.chain.place->code : "";
        bool same = strcmp(paste.name, row->name) == 0 && strcmp(paste.phone, row->phone) == 0 &&
                    strncmp(code, row->code, strlen(row->code)) == 0 &&
                    (row->code[0] != '\0' || code[0] == '\0') &&
                    (row->detail == NULL || strcmp(paste.detail, row->detail) == 0);
        if (!same) {
            wrong++;
            print_error("%s\n  -> name '%s' phone '%s' region %s detail '%s'\n", row->pasted,
                        paste.name, paste.phone, code, paste.detail);
        }
        arena_free(arena);
    }
    assert_int_equal(wrong, 0);
}

/* Whatever is pasted: nothing crashes, nothing is read beyond the end. */
static void test_any_bytes(void **state)
{
    static const char *const PIECES[] = {"张", "三",     "1",  "38",     "12340000", " ",
                                         "，", "云南省", "：", "收货人", "+86",      "-",
                                         "号", "\x01",   "·",  "镇"};
    unsigned seed = 7;
    (void)state;
    for (int round = 0; round < 300; round++) {
        char text[200] = "";
        struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
        struct address_paste paste;
        for (int i = 0; i < 14; i++) {
            seed = seed * 1103515245U + 12345U;
            const char *piece = PIECES[(seed >> 16) % (sizeof(PIECES) / sizeof(PIECES[0]))];
            strncat(text, piece, sizeof(text) - strlen(text) - 1);
        }
        address_paste_begin(arena, text, &paste);
        address_paste_end(arena, &paste);
        assert_non_null(paste.name);
        assert_non_null(paste.detail);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_any_bytes),
    };
    return cmocka_run_group_tests(tests, read_regions, forget_regions);
}
