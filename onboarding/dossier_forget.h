/* Dossiers that nobody goes on with: withdrawn, sent back and not corrected, or never handed in.
 *
 * So many days after they were last filled in or moved (MALL_DOSSIER_KEEP_DAYS) what is personal in
 * them goes: the legal person's name and identity number, the account, the contact, the
 * shareholders, the papers with their scans, and how those who objected are reached. What stays is
 * that there was one, by which account, for which name and place, its moves and decisions. One that
 * was sent back or is a draft may still be filled in anew. */
#ifndef ONBOARDING_DOSSIER_FORGET_H
#define ONBOARDING_DOSSIER_FORGET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

enum { DOSSIERS_FORGOTTEN_A_ROUND = 100 };

/* The setting, from the module's start; and what it is, in days. */
void dossier_forget_start(int64_t keep_days);
int64_t dossier_forget_days(void);

/* Timed work: *done = how many there were. Each leaves its row in the trail of changes. */
bool dossier_forget_due(struct task *task, int *done, struct refusal *why);

#endif
