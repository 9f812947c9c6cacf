#include "mall/modules.h"

#include "registry/registry.h"
#if __has_include("mall/modules_above.h")
#include "mall/modules_above.h"
#endif

void modules_start(void)
{
    registry_start();
}
