/* The registry as a whole: who is who, and where. Called once in every process before it works. */
#ifndef REGISTRY_REGISTRY_H
#define REGISTRY_REGISTRY_H

/* Names the refusals of the registry's constraints, registers its job kinds, and listens for ended
 * sessions. */
void registry_start(void);

#endif
