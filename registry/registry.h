/* The registry as a whole: who is who, and where. Called once in every process before it works. */
#ifndef REGISTRY_REGISTRY_H
#define REGISTRY_REGISTRY_H

/* Names the refusals of the registry's constraints and registers its job kinds. */
void registry_start(void);

#endif
