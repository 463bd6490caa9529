"""Classes of registered types."""

import ctypes
import types

from . import _abi


def c_class(type_key):
    """A decorator that gives a class the fields, methods and constructor of a registered type."""

    def decorate(cls):
        key, _kept = _abi.byte_array(type_key)
        index = ctypes.c_int32()
        _abi.check(_abi.LIB.TVMFFITypeKeyToIndex(ctypes.byref(key), ctypes.byref(index)))
        info = _abi.LIB.TVMFFIGetTypeInfo(index).contents
        for i in range(info.num_fields):
            setattr(cls, info.fields[i].name.text(), _field(info.fields[i]))
        methods = [info.methods[i] for i in range(info.num_methods)]
        cls.__tvm_ffi_type_info__ = types.SimpleNamespace(
            methods=[
                types.SimpleNamespace(name=m.name.text(), func=_abi.borrow(_abi.Function, m.method.v_obj)) for m in methods
            ]
        )
        cls.__ffi_init__ = _constructor(_attribute(index.value, "__ffi_init__"))
        _abi.classes[index.value] = cls
        return cls

    return decorate


def _field(info):
    offset, getter = info.offset, info.getter
    setter = _abi.borrow(_abi.Function, info.setter)

    def get(self):
        value = _abi.Any()
        _abi.check(getter(self.handle + offset, ctypes.byref(value)))
        return _abi.from_any(value)

    def put(self, value):
        setter(ctypes.c_void_p(self.handle + offset), value)

    # kTVMFFIFieldFlagBitMaskWritable
    return property(get, put if info.flags & 1 else None)


def _attribute(index, name):
    key, _kept = _abi.byte_array(name)
    column = _abi.LIB.TVMFFIGetTypeAttrColumn(ctypes.byref(key)).contents
    return _abi.borrow(_abi.Function, column.data[index - column.begin_index].v_obj)


def _constructor(function):
    def __ffi_init__(self, *arguments, **keywords):
        if keywords:
            pairs = [part for pair in keywords.items() for part in pair]
            arguments = (*arguments, _abi.get_global_func("ffi.GetKwargsObject")(), *pairs)
        made = function(*arguments)
        self.handle, made.handle = made.handle, None

    return __ffi_init__
