#!/usr/bin/env bash
# Builds, shows and tests TvmSharp. "./build.sh help" lists what it can do.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly root=$PWD
readonly artifacts=$root/artifacts
readonly venv=$artifacts/venv
readonly embedded=$artifacts/embedded
readonly tvm_requirement='apache-tvm==0.26.*'

# What the tools print is read, so it is asked for in one language.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en LC_ALL=C.UTF-8
# Build servers outlive the script and hold files open; nothing here is long enough to need them.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
fail() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

usage() {
    cat <<'USAGE'
./build.sh VERB

  demo    run the samples in .NET processes, publish HelloPass as a native library, and call that from C
  test    build and run every test; the last line counts them
  wheel PROJECT [ARGUMENT...]
          publish an extension as a Python wheel into artifacts/wheels; arguments go to dotnet publish, such as
          -p:TvmWheelVersion=1.0
  pack    pack the NuGet packages and the templates into artifacts/packages
  bench   measure every operation beside the same in C++ and C: a table, artifacts/bench/results.json and results.svg
  tvm     install the official apache-tvm wheel into artifacts/venv, where PyPI can be reached
  clean   remove everything that a build made
  help    this text

TVM_LIBRARY_PATH names the directory of TVM's libraries to use; without it the wheel of artifacts/venv is used,
and without that the embedded host. TVM_FFI_INCLUDE names the directory of tvm-ffi's headers, which bench needs and tests of
native sources; without it they are looked for beside the library. TVM_SOURCE_DIR names a TVM source tree of the version that
the bindings are of: test generates from it too and compares with what is checked in.
USAGE
}

prepare_sdk() {
    command -v dotnet >/dev/null || fail 'the .NET 10 SDK is missing. Install it from https://dot.net and run this again.'
    dotnet --version >/dev/null 2>&1 || fail "the .NET SDK that global.json asks for is missing. Install .NET 10 from https://dot.net and run this again."
    case $(dotnet --version) in 1[0-9].*) ;; *) fail "the .NET SDK is $(dotnet --version); install .NET 10 from https://dot.net." ;; esac
}

# What the NativeAOT linker needs. Installed where that may be done without asking, else named.
prepare() {
    prepare_sdk
    platform=$(rid)

    local missing=()
    [ -n "$(c_compiler)" ] || missing+=(gcc libc6-dev)
    # objcopy for NativeAOT; readelf and nm for the tests.
    command -v objcopy >/dev/null && command -v readelf >/dev/null && command -v nm >/dev/null || missing+=(binutils)
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}" ||
        fail "native tools are missing. Run: sudo apt-get install --no-install-recommends ${missing[*]}"
}

# What the bindings generator reads headers with: libclang, its builtin headers and a C++ standard library. Where they
# may not be installed the tests of the generator fail and say what to do.
prepare_libclang() {
    [ -n "$(cxx_compiler)" ] || install_packages g++ || true
    if [ -n "${LIBCLANG_PATH:-}" ] || has_libclang || ! command -v apt-cache >/dev/null; then return; fi
    local major
    for major in 19 18 17 16 15 14 20 21 22; do
        if [ -n "$(apt-cache show "libclang1-$major" 2>/dev/null)" ]; then
            install_packages "libclang1-$major" "libclang-common-$major-dev" || true
            return
        fi
    done
    # The lists of packages may not have been fetched yet.
    install_packages libclang-dev || true
}

# What the tests of wheels install them with. Where it may not be installed they fail and say what to do.
prepare_python() {
    if command -v python3 >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null; then return; fi
    install_packages python3 python3-venv || true
}

# The directory with upstream's Python packages tvm_ffi and tvm, or nothing.
find_upstream_python() {
    local tvm
    if [ -n "${TVMSHARP_PYTHON_PATH:-}" ]; then
        echo "$TVMSHARP_PYTHON_PATH"
        return
    fi
    for tvm in "$venv"/lib/python3*/site-packages/tvm/__init__.py; do
        if [ -f "$tvm" ]; then
            echo "${tvm%/tvm/__init__.py}"
            return
        fi
    done
}

# libclang-cpp.so is something else.
has_libclang() {
    local directory
    for directory in /usr/lib/llvm-*/lib /usr/lib64 /usr/lib /usr/lib/*-linux-gnu* /usr/local/lib; do
        if compgen -G "$directory/libclang.so*" >/dev/null || compgen -G "$directory/libclang-[0-9]*.so*" >/dev/null; then return; fi
    done
    return 1
}

# Installs system packages, where that may be done without asking.
install_packages() {
    local sudo=()
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || return 1
        sudo=(sudo -n)
    fi
    say "Installing $*"
    "${sudo[@]}" apt-get update -qq && "${sudo[@]}" apt-get install -y -qq --no-install-recommends "$@"
}

c_compiler() {
    local name
    for name in cc clang gcc; do
        if command -v "$name" >/dev/null; then echo "$name"; return; fi
    done
}

cxx_compiler() {
    local name
    for name in c++ clang++ g++; do
        if command -v "$name" >/dev/null; then echo "$name"; return; fi
    done
}

# With a program that it makes things with.
has_cmake() {
    local version
    command -v cmake >/dev/null && { command -v make || command -v ninja; } >/dev/null || return 1
    version=$(cmake --version | sed -n 's/^cmake version //p')
    [ "$(printf '%s\n' 3.21 "$version" | sort -V | head -n 1)" = 3.21 ]
}

rid() {
    case $(uname -s)-$(uname -m) in
        Linux-x86_64) echo linux-x64 ;;
        Linux-aarch64) echo linux-arm64 ;;
        *) fail "native libraries are built on Linux x64 and arm64, not on $(uname -s) $(uname -m)" ;;
    esac
}

# The libtvm_ffi that TVM_LIBRARY_PATH means, in the places where LibraryLocator.cs looks.
find_ffi() {
    local candidate
    for candidate in "$1" "$1"/{,lib/,build/lib/,../../tvm_ffi/lib/,../../tvm/lib/}libtvm_ffi.so; do
        if [ -f "$candidate" ]; then
            echo "$(cd "$(dirname "$candidate")" && pwd)/$(basename "$candidate")"
            return
        fi
    done
    fail "TVM_LIBRARY_PATH is '$1', which has no libtvm_ffi.so"
}

# The wheel's libtvm_ffi, if the wheel is there.
wheel_ffi() { compgen -G "$venv/lib/python3*/site-packages/tvm_ffi/lib/libtvm_ffi.so" | head -n 1 || true; }

# Puts the official wheel into the virtual environment; otherwise leaves the reason in no_wheel.
install_wheel() {
    no_wheel=
    mkdir -p "$artifacts"
    if [ -n "$(wheel_ffi)" ]; then return; fi
    if ! command -v python3 >/dev/null; then
        no_wheel='there is no python3 to install the apache-tvm wheel with'
    elif [ ! -x "$venv/bin/python" ] && ! python3 -m venv "$venv" >"$artifacts/pip.log" 2>&1; then
        rm -rf "$venv"
        no_wheel='python3 cannot make a virtual environment for the apache-tvm wheel (see artifacts/pip.log)'
    elif ! timeout 300 "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --retries 0 --timeout 5 \
        "$tvm_requirement" >"$artifacts/pip.log" 2>&1 || [ -z "$(wheel_ffi)" ]; then
        no_wheel='PyPI does not give the apache-tvm wheel (see artifacts/pip.log)'
    fi
}

# Decides which TVM demo and test use, in one line: real is its libtvm_ffi, or empty for the embedded host.
choose_tvm() {
    if [ -n "${TVM_LIBRARY_PATH:-}" ]; then
        # An assignment of its own, here and below: a failure inside another command's words would not end the script.
        real=$(find_ffi "$TVM_LIBRARY_PATH")
        export TVM_LIBRARY_PATH=$real
        say "TVM: $real, from TVM_LIBRARY_PATH"
        return
    fi
    install_wheel
    real=$(wheel_ffi)
    if [ -n "$real" ]; then
        export TVM_LIBRARY_PATH=$real
        say "TVM: $real, from the apache-tvm wheel"
    else
        say "TVM: the embedded host, because TVM_LIBRARY_PATH is not set and $no_wheel"
    fi
}

tvm() {
    install_wheel
    [ -z "$no_wheel" ] || fail "$no_wheel"
    say "TVM: $(wheel_ffi)"
}

publish_embedded() {
    say "Publishing the embedded host as a native libtvm_ffi"
    dotnet publish src/TvmSharp.Embedded.Native -c Release -r "$platform" -o "$embedded" --nologo -v quiet
}

# Runs the samples that work on a module, on one host.
run_samples() {
    local title=$1
    shift
    say "BankConflictPadding in a .NET process: $title"
    dotnet run -c Release --project samples/BankConflictPadding/Program -- "$@"
    say "LoopStatistics in a .NET process: $title"
    dotnet run -c Release --project samples/LoopStatistics -- "$@"
    dotnet run -c Release --project samples/LoopStatistics --no-build -- "$@" tests/TvmSharp.Compiler.Tests/SavedModules/tiled_matmul.json
}

demo() {
    prepare
    choose_tvm

    say 'HelloPass in a .NET process'
    dotnet run -c Release --project samples/HelloPass/Program

    say 'Publishing HelloPass as a native library'
    dotnet publish samples/HelloPass -c Release -r "$platform" -o "$artifacts/HelloPass" --nologo -v quiet
    ls -l "$artifacts/HelloPass/HelloPass.so" | awk '{ printf "%s, %.1f MB\n", $NF, $5 / 1e6 }'

    local ffi=$real
    if [ -z "$ffi" ]; then
        publish_embedded
        ffi=$embedded/libtvm_ffi.so
    fi

    say 'HelloPass in a C process without .NET'
    "$(c_compiler)" -O2 -Wall -o "$artifacts/host" samples/HelloPass/host/host.c -ldl
    "$artifacts/host" "$ffi" "$artifacts/HelloPass/HelloPass.so"

    run_samples 'the embedded host' --embedded
    if [ -n "$real" ]; then
        run_samples "$real"
    else
        echo 'No real TVM was found: the samples ran on the embedded host only.'
    fi
}

# Publishes an extension as a wheel, and says where it is, how large, and for which platform.
wheel() {
    [ $# -gt 0 ] || fail 'name the project: ./build.sh wheel samples/HelloPass'
    local project=$1 log=$artifacts/wheel.log file
    shift
    [ -e "$project" ] || fail "there is no project '$project'"
    prepare
    mkdir -p "$artifacts"
    say "Publishing $project as a wheel"
    # Minimal, and not quiet: what is read below is said there.
    dotnet publish "$project" -c Release -r "$platform" -t:TvmWheel -p:TvmWheelDirectory="$artifacts/wheels/" --nologo -v minimal "$@" >"$log" ||
        { grep -E ': (error|warning) ' "$log" | sort -u >&2 || true; fail "no wheel was made (see artifacts/wheel.log)"; }
    file=$(sed -n 's/^.* -> \(.*\.whl\)$/\1/p' "$log" | tail -n 1)
    [ -f "$file" ] || fail 'the build names no wheel (see artifacts/wheel.log)'
    echo "$file, $(stat -c %s "$file" | awk '{ printf "%.2f MB", $1 / 1e6 }'), for $(basename "$file" .whl | sed 's/^.*-py3-none-//')"
}

# Runs one test project on one host and adds to the counts.
run_tests() {
    local title=$1 project=$2 log report
    shift 2
    log=$artifacts/tests/$(basename "$project")-$(tr -c 'a-zA-Z0-9\n' '_' <<<"$title")
    report=$log.host
    log=$log.log
    say "$(basename "$project"): $title"
    local code=0
    env TVMSHARP_TEST_REPORT="$report" "$@" dotnet test "$project" -c Release --no-build --nologo ${test_filter:+--filter "$test_filter"} >"$log" 2>&1 || code=$?
    if [ -f "$report" ]; then cat "$report"; fi
    grep -E '^(Passed!|Failed!)' "$log" || true
    local line
    line=$(grep -E '^(Passed!|Failed!) ' "$log" | tail -n 1 || true)
    if [ -z "$line" ]; then
        tail -n 40 "$log"
        failed=$((failed + 1))
        echo "build.sh: no test of $project was run"
        return
    fi
    local count
    count() { sed -E "s/.*$1: *([0-9]+).*/\1/" <<<"$line"; }
    passed=$((passed + $(count Passed))) failed=$((failed + $(count Failed))) skipped=$((skipped + $(count Skipped)))
    if [ "$code" -ne 0 ]; then
        grep -E -A 12 '\[FAIL\]|error|Unhandled' "$log" | head -n 80 || true
        # A process that dies after its last test has failed, whatever it counted.
        if [ "$(count Failed)" -eq 0 ]; then failed=$((failed + 1)); fi
    fi
}

# The last line of a test run, however it ends.
close_tests() {
    [ "$finished" = true ] || failed=$((failed + 1))
    echo "$passed passed, $failed failed, $skipped skipped"
}

test_all() {
    passed=0 failed=0 skipped=0 finished=false
    trap close_tests EXIT
    prepare
    prepare_libclang
    choose_tvm
    unset TVM_LIBRARY_PATH
    if [ -n "${TVM_SOURCE_DIR:-}" ]; then
        # Tests run in directories of their own.
        [ -d "$TVM_SOURCE_DIR" ] || fail "TVM_SOURCE_DIR is '$TVM_SOURCE_DIR', which is no directory"
        TVM_SOURCE_DIR=$(cd "$TVM_SOURCE_DIR" && pwd)
        export TVM_SOURCE_DIR
    fi
    rm -rf "$artifacts/tests"
    mkdir -p "$artifacts/tests"

    say "Building on $platform"
    dotnet build TvmSharp.slnx -c Release --nologo -v quiet
    publish_embedded

    run_tests 'generators and analyzers' tests/TvmSharp.Generators.Tests
    run_tests 'build tasks' tests/TvmSharp.Sdk.Tests
    run_tests 'bindings generator' tests/TvmSharp.Bindgen.Tests

    local suite
    for suite in tests/TvmSharp.Ffi.Tests tests/TvmSharp.Compiler.Tests tests/TvmSharp.Samples.Tests; do
        run_tests 'embedded host in process' "$suite"
        run_tests 'embedded host as a native library' "$suite" TVM_LIBRARY_PATH="$embedded"
        [ -z "$real" ] || run_tests 'real libtvm_ffi' "$suite" TVM_LIBRARY_PATH="$real"
    done

    run_tests 'packages and templates' tests/TvmSharp.Package.Tests

    # Some tests have a need that a machine may not meet. What was left out is said at the end.
    local test_filter='' left_out=() headers=${TVM_FFI_INCLUDE:-} other
    other=$([ "$platform" = linux-x64 ] && echo aarch64 || echo x86_64)-linux-gnu-g++
    [ -n "$headers" ] || [ -z "$real" ] || headers=$(find_headers "$real")
    leave_out() {
        test_filter+=${test_filter:+&}Needs!=$1
        left_out+=("$2")
    }
    command -v valgrind >/dev/null || install_packages valgrind || leave_out valgrind 'There is no valgrind: memory was not checked.'
    has_cmake || { install_packages cmake make && has_cmake; } || leave_out cmake 'There is no CMake 3.21: its package was not tested.'
    command -v "$other" >/dev/null || leave_out cross-toolchain "There is no $other: nothing was built for the other platform."
    [ -n "$headers${TVM_PREBUILD_PATH:-}${TVM_SOURCE_DIR:-}" ] ||
        leave_out headers 'TVM_PREBUILD_PATH, TVM_SOURCE_DIR and TVM_FFI_INCLUDE are not set: nothing was compiled against the headers of tvm-ffi.'

    run_tests "published libraries, in the embedded host${real:+ and in $real}" tests/TvmSharp.EndToEnd.Tests \
        TVMSHARP_EMBEDDED_LIBRARY="$embedded/libtvm_ffi.so" TVMSHARP_REAL_LIBRARY="$real" TVM_FFI_INCLUDE="$headers"

    prepare_python
    local upstream_python
    upstream_python=$(find_upstream_python)
    test_filter=''
    command -v mypy >/dev/null || install_packages mypy || leave_out mypy 'There is no mypy: the stubs of wheels were not type-checked.'
    [ -n "$upstream_python" ] ||
        leave_out upstream "Upstream's tvm_ffi was not found and TVMSHARP_PYTHON_PATH is not set: wheels were imported with a double of it only."
    run_tests "wheels, in a double of tvm_ffi${upstream_python:+ and in $upstream_python}" tests/TvmSharp.Wheel.Tests \
        TVMSHARP_EMBEDDED_LIBRARY="$embedded/libtvm_ffi.so" TVMSHARP_REAL_LIBRARY="$real" TVMSHARP_PYTHON_PATH="$upstream_python"

    [ ${#left_out[@]} -eq 0 ] || printf '%s\n' "${left_out[@]}"
    [ -n "$real" ] || echo 'No real TVM was found: only the embedded host was tested.'
    [ -n "${TVM_SOURCE_DIR:-}" ] || echo 'TVM_SOURCE_DIR is not set: the bindings were not compared with the sources of TVM.'
    finished=true
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# Compiles TVM's own visitors for a comparison, where TVM_SOURCE_DIR names the sources of the libtvm_compiler at hand.
compile_tvm_peer() {
    local out=$1 libraries=$2 cxx=$3 native=$4 source=${TVM_SOURCE_DIR:-}
    if [ ! -f "$libraries/libtvm_compiler.so" ] || [ -z "$cxx" ]; then return; fi
    if [ ! -f "$source/include/tvm/tirx/stmt_functor.h" ]; then
        echo 'TVM_SOURCE_DIR is not set to the sources of this libtvm_compiler: its visitors in C++ are not measured.'
        return
    fi
    local ffi_source=$source/3rdparty/tvm-ffi
    "$cxx" -std=c++20 -I"$source/include" -I"$ffi_source/include" -I"$ffi_source/3rdparty/dlpack/include" -shared -fPIC -O2 \
        -o "$out/libpeer_tvm.so" "$native/tvm_peer.cc" "-Wl,-rpath,$libraries" "$libraries/libtvm_compiler.so" "$libraries/libtvm_ffi.so"
}

# The directory of tvm-ffi's and DLPack's headers, or nothing: beside the library in a build of tvm-ffi and in its wheel.
find_headers() {
    local candidate
    for candidate in "${TVM_FFI_INCLUDE:-}" "$(dirname "$1")/../include"; do
        if [ -f "$candidate/tvm/ffi/c_api.h" ] && [ -f "$candidate/dlpack/dlpack.h" ]; then
            echo "$candidate"
            return
        fi
    done
}

bench() {
    prepare
    choose_tvm
    local out=$artifacts/bench native=tests/TvmSharp.Benchmarks/native ffi=$real headers
    rm -rf "$out"
    mkdir -p "$out"
    if [ -z "$ffi" ]; then
        publish_embedded
        ffi=$embedded/libtvm_ffi.so
        echo 'No real TVM was found: what is measured is the embedded host, written in C#, and not TVM.'
    fi

    say 'Compiling the peers in C and C++'
    local cc cxx link=(-shared -fPIC -O2 -Wall -Werror)
    local ffi_library=("-Wl,-rpath,$(dirname "$ffi")" "$ffi")
    cc=$(c_compiler)
    "$cc" -O2 -Wall -Werror -o "$out/load" $native/load.c -ldl
    "$cc" "${link[@]}" -o "$out/libpeer_c.so" $native/peer.c "${ffi_library[@]}"
    headers=$(find_headers "$ffi")
    cxx=$(cxx_compiler)
    if [ -z "$headers" ]; then
        echo "No headers of tvm-ffi were found beside $ffi, and TVM_FFI_INCLUDE is not set to their directory: there are no peers in C++."
    elif [ -z "$cxx" ]; then
        echo 'No C++ compiler was found: there are no peers in C++.'
    else
        "$cxx" -std=c++17 -I"$headers" "${link[@]}" -o "$out/libpeer_cpp.so" $native/peer.cc "${ffi_library[@]}"
        "$cxx" -std=c++17 -I"$headers" "${link[@]}" -o "$out/libmany_functions.so" $native/many_functions.cc "${ffi_library[@]}"
    fi
    compile_tvm_peer "$out" "$(dirname "$ffi")" "$cxx" "$native"

    say 'Publishing with NativeAOT'
    dotnet publish tests/TvmSharp.Benchmarks/Exports -c Release -r "$platform" -o "$out/Exports" --nologo -v quiet
    dotnet publish tests/TvmSharp.Benchmarks/ManyFunctions -c Release -r "$platform" -o "$out/ManyFunctions" --nologo -v quiet
    dotnet publish tests/TvmSharp.Benchmarks -c Release -r "$platform" -o "$out/program" --nologo -v quiet
    dotnet build tests/TvmSharp.Benchmarks -c Release --nologo -v quiet

    say 'Measuring'
    TVM_LIBRARY_PATH=$ffi "$out/program/TvmSharp.Benchmarks" "$out"
    TVM_LIBRARY_PATH=$ffi dotnet tests/TvmSharp.Benchmarks/bin/Release/net10.0/TvmSharp.Benchmarks.dll "$out" --append
    say "Results: $out/results.json and $out/results.svg"
}

# Every project that says so becomes a package.
pack() {
    prepare_sdk
    say 'Packing'
    local project
    for project in $(grep -l '<IsPackable>true</IsPackable>' src/*/*.csproj); do
        dotnet pack "$project" -c Release --nologo -v quiet
    done
    ls -l "$artifacts"/packages/*.nupkg | awk '{ printf "%s, %.0f kB\n", $NF, $5 / 1e3 }'
}

clean() {
    rm -rf "$artifacts"
    find src generators samples tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
    say 'Clean'
}

case ${1:-help} in
    demo) demo ;;
    test) test_all ;;
    wheel) shift && wheel "$@" ;;
    pack) pack ;;
    bench) bench ;;
    tvm) tvm ;;
    clean) clean ;;
    help | -h | --help) usage ;;
    *) usage >&2; fail "there is no verb '$1'" ;;
esac
