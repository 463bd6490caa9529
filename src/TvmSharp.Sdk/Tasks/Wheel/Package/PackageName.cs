using System;
using System.Collections.Generic;

namespace TvmSharp.Sdk.Tasks.Wheel;

/// <summary>Name of the package that is imported: the first part of an extension's prefix.</summary>
internal static class PackageName
{
    // sys.stdlib_module_names of CPython 3.9 to 3.13, without those that begin with an underscore.
    private static readonly HashSet<string> StandardLibrary = new(
        """
        abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii binhex bisect builtins bz2
        cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent configparser
        contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest
        email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib functools gc
        genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib
        inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes
        mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os
        ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile
        pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy
        sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3
        sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symbol symtable sys
        sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize
        tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings
        wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal);

    /// <summary>Refuses a name that no package can have, or that is somebody else's.</summary>
    internal static void Check(string package)
    {
        const string WayOut = "Change the prefix of [assembly: TvmExtension].";
        PythonName.Check(package, "The Python package", WayOut);
        string? owner = package is "tvm" or "tvm_ffi" ? "TVM's own package"
            : StandardLibrary.Contains(package) ? "a module of Python's standard library"
            : null;
        if (owner is not null)
        {
            throw new WheelException(Errors.ShadowingName, $"A Python package '{package}' would hide {owner}. {WayOut}");
        }
    }

    /// <summary>Whether a name is a module of Python's standard library.</summary>
    internal static bool IsStandardLibrary(string name) => StandardLibrary.Contains(name);
}
