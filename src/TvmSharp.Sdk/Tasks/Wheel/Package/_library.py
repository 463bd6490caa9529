"""Loads the native library of this package, which registers its functions and types with TVM."""

import ctypes
import importlib.metadata
import importlib.util
import os

PACKAGE = @PACKAGE@
LIBRARY = @LIBRARY@
REQUIREMENT = @REQUIREMENT@
OLDEST = @OLDEST@
NEEDS_TVM = @NEEDS_TVM@
REGISTERED = @REGISTERED@

_module = None
_loading = False


def load():
    """Loads the library, once.

    Raises:
        ImportError: It cannot be loaded, or not be registered; the message says why.
    """
    global _module, _loading
    # "import tvm" below calls the entry point of this package, which comes here again.
    if _module is not None or _loading:
        return
    _loading = True
    try:
        tvm_ffi = _import_tvm_ffi()
        if NEEDS_TVM and _has_tvm():
            # First: it defines the types that the functions take and return.
            import tvm  # noqa: F401
        for error in (OverflowError, NotImplementedError):
            # Kinds that exceptions of .NET have and tvm_ffi does not know: it would make them a RuntimeError.
            tvm_ffi.register_error(error)
        _module = _load(tvm_ffi)
    finally:
        _loading = False


def autoload():
    """What "import tvm" calls: the entry point in the group tvm.backends. Importing this package has done the work."""
    load()


def function(name):
    """A function of the library, by its name in TVM's registry."""
    import tvm_ffi

    return tvm_ffi.get_global_func(name)


def register(type_key):
    """A decorator for the class of a type that the library has registered."""
    from tvm_ffi.dataclasses import c_class

    def decorate(cls):
        cls.__name__ = cls.__qualname__
        return c_class(type_key)(cls)

    return decorate


def method(cls, name):
    """A method of a type of the library."""
    return next(m.func for m in cls.__tvm_ffi_type_info__.methods if m.name == name)


def given(*arguments):
    """The arguments before the first that is left out, which is for the library to know."""
    count = next((i for i, argument in enumerate(arguments) if argument is ...), len(arguments))
    if any(argument is not ... for argument in arguments[count:]):
        raise TypeError("an argument behind one that is left out cannot be given")
    return arguments[:count]


def _has_tvm():
    # A directory of that name without an __init__.py, such as a checkout, is none.
    spec = importlib.util.find_spec("tvm")
    return spec is not None and spec.origin is not None


def _import_tvm_ffi():
    try:
        import tvm_ffi
    except ModuleNotFoundError as error:
        if error.name != "tvm_ffi":
            raise
        if _has_tvm():
            raise ImportError(_advice("the TVM that is installed is too old: it comes without the package tvm_ffi")) from error
        raise ImportError(_advice("the package tvm_ffi is not installed")) from error
    library = getattr(tvm_ffi, "LIB", None)
    if not hasattr(tvm_ffi, "load_module") or not isinstance(library, ctypes.CDLL) or not hasattr(library, "TVMFFIGetVersion"):
        raise ImportError(_advice(f"the tvm_ffi of {_place(tvm_ffi)} is of a version that cannot load extensions"))
    # TVMFFIVersion of tvm/ffi/c_api.h. tvm_ffi.__version__ is that of the distribution, and not always there.
    version = (ctypes.c_uint32 * 3)()
    library.TVMFFIGetVersion(version)
    if (version[0], version[1]) != OLDEST[:2] or version[2] < OLDEST[2]:
        found = ".".join(str(number) for number in version)
        raise ImportError(_advice(f"the tvm_ffi of {_place(tvm_ffi)} has version {found} of the C ABI"))
    return tvm_ffi


def _load(tvm_ffi):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), LIBRARY)
    if not os.path.isfile(path):
        raise ImportError(f"{PACKAGE} cannot be loaded: {path} is missing. Install the package again.", name=PACKAGE, path=path)
    try:
        # The module stays, here and in TVM: a .NET library cannot be unloaded.
        module = tvm_ffi.load_module(path)
        module["tvmsharp_check"]()
    except Exception as error:
        raise ImportError(f"{PACKAGE} cannot be loaded from {path}: {error}", name=PACKAGE, path=path) from error
    if REGISTERED is not None and tvm_ffi.get_global_func(REGISTERED, allow_missing=True) is None:
        raise ImportError(
            f"{PACKAGE} cannot be loaded: {path} has found another libtvm_ffi than that of the package tvm_ffi, "
            f"{tvm_ffi.LIB._name}. A process has room for one: look for a second copy of TVM, and for LD_LIBRARY_PATH.",
            name=PACKAGE,
            path=path,
        )
    return module


def _place(module):
    return os.path.dirname(getattr(module, "__file__", None) or "") or "this process"


def _advice(problem):
    installed = []
    for name in ("apache-tvm-ffi", "apache-tvm", "tvm"):
        try:
            installed.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            pass
    return (
        f"{PACKAGE} cannot be loaded: {problem}. It needs {REQUIREMENT}; "
        f"installed is {', '.join(installed) or 'none of TVM'}. Run: pip install --upgrade '{REQUIREMENT}'"
    )
