/* The four levels of service in a county - 市设办, 县设管理中心, 乡设服务站, 村设信息点 - as
 * everybody may see them: names of offices, what they do, what kinds of people work there, how many
 * there are. Never who. */
#ifndef REGISTRY_SERVICE_LEVEL_H
#define REGISTRY_SERVICE_LEVEL_H

#include <jansson.h>

#include "base/task.h"

/* {county_code, county_name, levels: [{level, name, duties, staff: [{name, count}], offices:
 * [{name, place_name}]}]}. Duties and kinds of staff: 衡扶发〔2017〕7号. New reference; NULL when
 * refused (unknown_region). */
json_t *service_level_json(struct task *task, const char *county_code, struct refusal *why);

#endif
