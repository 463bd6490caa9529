"""The C ABI of tvm-ffi in ctypes: what is used of tvm/ffi/c_api.h."""

import ctypes
import os

NONE, INT, BOOL, FLOAT, POINTER, RAW_STR, SMALL_STR = 0, 1, 2, 3, 4, 8, 11
OBJECT, STR, FUNCTION = 64, 65, 68

# sizeof(TVMFFIObject)
HEADER = 24


class _Value(ctypes.Union):
    _fields_ = [
        ("v_int64", ctypes.c_int64),
        ("v_float64", ctypes.c_double),
        ("v_obj", ctypes.c_void_p),
        ("v_bytes", ctypes.c_char * 8),
    ]


class Any(ctypes.Structure):
    _anonymous_ = ["value"]
    _fields_ = [("type_index", ctypes.c_int32), ("small_str_len", ctypes.c_uint32), ("value", _Value)]


class ByteArray(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("size", ctypes.c_size_t)]

    def text(self):
        return ctypes.string_at(self.data, self.size).decode()


class FieldInfo(ctypes.Structure):
    _fields_ = [
        ("name", ByteArray),
        ("doc", ByteArray),
        ("metadata", ByteArray),
        ("flags", ctypes.c_int64),
        ("size", ctypes.c_int64),
        ("alignment", ctypes.c_int64),
        ("offset", ctypes.c_int64),
        ("getter", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(Any))),
        ("setter", ctypes.c_void_p),
        ("default_value_or_factory", Any),
        ("field_static_type_index", ctypes.c_int32),
    ]


class MethodInfo(ctypes.Structure):
    _fields_ = [("name", ByteArray), ("doc", ByteArray), ("metadata", ByteArray), ("flags", ctypes.c_int64), ("method", Any)]


class TypeInfo(ctypes.Structure):
    _fields_ = [
        ("type_index", ctypes.c_int32),
        ("type_depth", ctypes.c_int32),
        ("type_key", ByteArray),
        ("type_ancestors", ctypes.c_void_p),
        ("type_key_hash", ctypes.c_uint64),
        ("num_fields", ctypes.c_int32),
        ("num_methods", ctypes.c_int32),
        ("fields", ctypes.POINTER(FieldInfo)),
        ("methods", ctypes.POINTER(MethodInfo)),
        ("metadata", ctypes.c_void_p),
    ]


class TypeAttrColumn(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(Any)), ("size", ctypes.c_size_t), ("begin_index", ctypes.c_int32)]


LIB = ctypes.CDLL(os.environ["TVM_FFI_DOUBLE_LIBRARY"], ctypes.RTLD_GLOBAL)
LIB.TVMFFIGetTypeInfo.restype = ctypes.POINTER(TypeInfo)
LIB.TVMFFIGetTypeAttrColumn.restype = ctypes.POINTER(TypeAttrColumn)

# The classes of objects by type index; others are Object.
classes = {}


class Object:
    """An object, of which this holds a reference."""

    def __init__(self):
        raise TypeError(f"`{type(self).__name__}` cannot be constructed directly.")

    # When Python ends it has taken the names of this module away before the last objects go.
    def __del__(self, decrement=LIB.TVMFFIObjectDecRef, pointer=ctypes.c_void_p):
        if getattr(self, "handle", None) is not None:
            decrement(pointer(self.handle))


class Function(Object):
    """A function."""

    def __call__(self, *arguments):
        values = (Any * max(len(arguments), 1))()
        kept = [_to_any(argument, values[i]) for i, argument in enumerate(arguments)]
        result = Any()
        code = LIB.TVMFFIFunctionCall(ctypes.c_void_p(self.handle), values, len(arguments), ctypes.byref(result))
        del kept
        check(code)
        return from_any(result)


def byte_array(text):
    """A text as a byte array, and what keeps that alive."""
    data = text.encode()
    return ByteArray(ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p), len(data)), data


def get_global_func(name, allow_missing=False):
    """A global function."""
    key, _kept = byte_array(name)
    handle = ctypes.c_void_p()
    check(LIB.TVMFFIFunctionGetGlobal(ctypes.byref(key), ctypes.byref(handle)))
    if handle.value is None:
        if allow_missing:
            return None
        raise ValueError(f"Cannot find global function {name}")
    return wrap(Function, handle.value)


def wrap(cls, handle):
    """An object of a class around a reference, which it takes over."""
    value = object.__new__(cls)
    value.handle = handle
    return value


def borrow(cls, handle):
    """The same around a reference of somebody else's."""
    LIB.TVMFFIObjectIncRef(ctypes.c_void_p(handle))
    return wrap(cls, handle)


def check(code):
    """Raises what TVM has raised."""
    if code == 0:
        return
    handle = ctypes.c_void_p()
    LIB.TVMFFIErrorMoveFromRaised(ctypes.byref(handle))
    error = wrap(Object, handle.value)
    kind, message = (ByteArray * 2).from_address(error.handle + HEADER)
    raise errors.get(kind.text(), RuntimeError)(message.text())


# The kinds that upstream knows: python/tvm_ffi/error.py.
errors = {
    cls.__name__: cls
    for cls in (RuntimeError, ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, MemoryError)
}


def register_error(cls):
    """Makes errors of a kind exceptions of the class with its name."""
    errors[cls.__name__] = cls
    return cls


def from_any(value):
    """A value in Python; takes over a reference."""
    index = value.type_index
    if index == NONE:
        return None
    if index == INT:
        return value.v_int64
    if index == BOOL:
        return value.v_int64 != 0
    if index == FLOAT:
        return value.v_float64
    if index == SMALL_STR:
        return ctypes.string_at(ctypes.addressof(value) + Any.value.offset, value.small_str_len).decode()
    if index < OBJECT:
        raise TypeError(f"the double of tvm_ffi has no values of type index {index}")
    result = wrap(Function if index == FUNCTION else classes.get(index, Object), value.v_obj)
    return ByteArray.from_address(result.handle + HEADER).text() if index == STR else result


def _to_any(argument, value):
    """Writes an argument; returns what keeps it alive."""
    if argument is None:
        value.type_index = NONE
    elif isinstance(argument, bool):
        value.type_index, value.v_int64 = BOOL, argument
    elif isinstance(argument, int):
        value.type_index, value.v_int64 = INT, argument
    elif isinstance(argument, float):
        value.type_index, value.v_float64 = FLOAT, argument
    elif isinstance(argument, str):
        data = ctypes.c_char_p(argument.encode())
        value.type_index, value.v_obj = RAW_STR, ctypes.cast(data, ctypes.c_void_p)
        return data
    elif isinstance(argument, ctypes.c_void_p):
        value.type_index, value.v_obj = POINTER, argument
    elif isinstance(argument, Object):
        index = ctypes.c_int32.from_address(argument.handle + 8).value
        value.type_index, value.v_obj = index, argument.handle
    else:
        raise TypeError(f"the double of tvm_ffi cannot pass {type(argument).__name__}")
    return argument
