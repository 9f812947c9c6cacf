#include "sms/channel.h"

#include <stddef.h>

static const struct sms_channel *current;

void sms_channel_set(const struct sms_channel *channel)
{
    current = channel;
}

const struct sms_channel *sms_channel(void)
{
    return current;
}
