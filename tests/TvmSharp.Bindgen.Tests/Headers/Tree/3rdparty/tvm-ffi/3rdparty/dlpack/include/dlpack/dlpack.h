/* What the C ABI of this tree needs of DLPack. */
#ifndef MINI_DLPACK_H_
#define MINI_DLPACK_H_

#include <stdint.h>

typedef struct {
  int32_t device_type;
  int32_t device_id;
} DLDevice;

typedef struct {
  uint8_t code;
  uint8_t bits;
  uint16_t lanes;
} DLDataType;

#endif
