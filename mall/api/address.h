/* Who gets a parcel and where, as bodies have it: name, phone and detail of any struct that has
 * them. */
#ifndef MALL_API_ADDRESS_H
#define MALL_API_ADDRESS_H

#include "base/shape.h"
#include "registry/address.h"
#include "registry/identifier.h"

#define ADDRESS_WHO_AND_WHERE(type_)                                                               \
    FIELD_TEXT(type_, name, REQUIRED, 1, ADDRESS_NAME_MAX, "请填写收货人姓名（40 字以内）"),       \
        FIELD_CHECKED(type_, phone, REQUIRED, 11, 11, identifier_is_mobile, "请填写 11 位手机号"), \
        FIELD_TEXT(type_, detail, REQUIRED, ADDRESS_DETAIL_MIN, ADDRESS_DETAIL_MAX,                \
                   "请填写详细地址（2 到 120 字）")

#endif
