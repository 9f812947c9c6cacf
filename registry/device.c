#include "registry/device.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct mark {
    const char *in, *words;
};

/* The first that is found counts: programs name those that they resemble behind their own name. */
static const struct mark MACHINES[] = {
    {"iPhone", "苹果手机"},      {"iPad", "苹果平板"},        {"HarmonyOS", "鸿蒙手机"},
    {"Android", "安卓手机"},     {"Windows", "Windows 电脑"}, {"Macintosh", "苹果电脑"},
    {"X11; CrOS", "Chromebook"}, {"Linux", "Linux 电脑"},     {NULL, NULL},
};
static const struct mark PROGRAMS[] = {
    {"MicroMessenger", "微信"},
    {"AlipayClient", "支付宝"},
    {"QQ/", "QQ"},
    {"HuaweiBrowser", "华为浏览器"},
    {"MiuiBrowser", "小米浏览器"},
    {"UCBrowser", "UC 浏览器"},
    {"Edg", " Edge"},
    {"Firefox", " Firefox"},
    {"Chrome", " Chrome"},
    {"Safari", " Safari"},
    {NULL, NULL},
};

static const char *find(const struct mark *marks, const char *text)
{
    while (marks->in != NULL && strstr(text, marks->in) == NULL)
        marks++;
    return marks->words;
}

const char *device_words(struct arena *arena, const char *user_agent)
{
    const char *text = user_agent != NULL ? user_agent : "";
    const char *machine = find(MACHINES, text), *program = find(PROGRAMS, text);
    if (machine == NULL)
        return "其他设备";
    return program != NULL ? arena_printf(arena, "%s上的%s", machine, program) : machine;
}

const char *device_network(struct arena *arena, const char *address)
{
    unsigned char bytes[16];
    if (inet_pton(AF_INET, address, bytes) == 1)
        return arena_printf(arena, "%u.%u.*.*", bytes[0], bytes[1]);
    if (inet_pton(AF_INET6, address, bytes) == 1)
        return arena_printf(arena, "%x:%x:*", (unsigned)(bytes[0] << 8 | bytes[1]),
                            (unsigned)(bytes[2] << 8 | bytes[3]));
    return "";
}
