/* Declarations in the manner of tvm/ffi/c_api.h and dlpack/dlpack.h: each construct that they use, once. */
#ifndef MINI_C_MINI_API_H_
#define MINI_C_MINI_API_H_

#include <stddef.h>
#include <stdint.h>

#ifndef MINI_DLL
#define MINI_DLL __attribute__((visibility("default")))
#endif

#define MINI_VERSION_MAJOR 2
#define MINI_FLAG_BITMASK_READ_ONLY (1UL << 3UL)
#define MINI_LARGE 0x100000000
#define MINI_PURE __attribute__((__pure__))
#define MINI_ADD(a, b) ((a) + (b))

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __cplusplus
enum TVMFFIMiniKind : int32_t {
#else
typedef enum {
#endif
  kTVMFFIMiniAny = -1,
  kTVMFFIMiniKindFirst = 1 << 2,
  kTVMFFIMiniKindSecond,
#ifdef __cplusplus
};
#else
} TVMFFIMiniKind;
#endif

typedef enum {
  kMiniUnsigned = 0U,
  kMiniFloat8_e4m3 = 7U,
} MiniCode;

typedef void* TVMFFIObjectHandle;
typedef void* MiniStream;

typedef struct {
  uint8_t code;
  uint16_t lanes;
} MiniType;

typedef struct {
  int32_t type_index;
  union {
    uint32_t zero_padding;
    uint32_t small_len;
  };
  union {
    int64_t v_int64;
    double v_float64;
    const char* v_c_str;
    MiniType v_dtype;
    char v_bytes[8];
    uint64_t v_uint64;
  };
} TVMFFIMiniAny;

typedef int (*MiniCall)(void* handle, const TVMFFIMiniAny* args, int32_t num_args, TVMFFIObjectHandle* result);

#ifdef __cplusplus
struct MiniNode {
#else
typedef struct MiniNode {
#endif
  const struct MiniNode** ancestors;
  MiniType dtype;
  TVMFFIMiniKind kind;
  int8_t flag;
  void (*deleter)(struct MiniNode* self, int flags);
  MiniCall call;
  TVMFFIObjectHandle cause;
  size_t size;
#ifdef __cplusplus
};
#else
} MiniNode;
#endif

MINI_DLL void MiniGetVersion(uint32_t* out_version);
MINI_DLL MINI_PURE const MiniNode* MiniGetNode(int32_t index);
MINI_DLL int MiniRun(TVMFFIObjectHandle object, MiniStream stream, MiniCall call, void (*finish)(void*), TVMFFIMiniKind kind);

#ifdef __cplusplus
}
inline int MiniInline(const MiniNode* node) { return node->kind; }
#endif

#endif
