/* What the program's settings mean, in Chinese, for the page that shows those in force. */
#ifndef MALL_OPERATE_SETTING_WORD_H
#define MALL_OPERATE_SETTING_WORD_H

/* "" for one that is not described; a test holds the list against the settings. */
const char *setting_word(const char *name);

#endif
