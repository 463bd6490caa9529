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

  demo    run the sample in a .NET process, publish it as a native library, and call that from C
  test    build and run every test; the last line counts them
  tvm     install the official apache-tvm wheel into artifacts/venv, where PyPI can be reached
  clean   remove everything that a build made
  help    this text

TVM_LIBRARY_PATH names the directory of TVM's libraries to use; without it the wheel of artifacts/venv is used,
and without that the embedded host.
USAGE
}

# What the NativeAOT linker needs. Installed where that may be done without asking, else named.
prepare() {
    command -v dotnet >/dev/null || fail 'the .NET 10 SDK is missing. Install it from https://dot.net and run this again.'
    dotnet --version >/dev/null 2>&1 || fail "the .NET SDK that global.json asks for is missing. Install .NET 10 from https://dot.net and run this again."
    case $(dotnet --version) in 1[0-9].*) ;; *) fail "the .NET SDK is $(dotnet --version); install .NET 10 from https://dot.net." ;; esac

    local missing=()
    command -v cc >/dev/null || command -v clang >/dev/null || command -v gcc >/dev/null || missing+=(gcc libc6-dev)
    [ ${#missing[@]} -eq 0 ] && return
    local command="apt-get install -y --no-install-recommends ${missing[*]}"
    if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
        say "Installing ${missing[*]}"
        apt-get update -qq && $command
    elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then
        say "Installing ${missing[*]}"
        sudo -n apt-get update -qq && sudo -n $command
    else
        fail "a C compiler is missing. Run: sudo $command"
    fi
}

c_compiler() {
    local name
    for name in cc clang gcc; do
        if command -v "$name" >/dev/null; then echo "$name"; return; fi
    done
}

rid() {
    case $(uname -s)-$(uname -m) in
        Linux-x86_64) echo linux-x64 ;;
        Linux-aarch64) echo linux-arm64 ;;
        *) fail "native libraries are built on Linux x64 and arm64, not on $(uname -s) $(uname -m)" ;;
    esac
}

# Directory of the wheel's libtvm_ffi, if the wheel is there.
wheel_libraries() { compgen -G "$venv/lib/python3*/site-packages/tvm_ffi/lib" | head -n 1 || true; }

# Tries once to have the official wheel; a machine without the network loses a few seconds the first time.
install_tvm() {
    if [ -n "$(wheel_libraries)" ]; then return; fi
    if ! command -v python3 >/dev/null; then echo 'TVM: there is no python3 to install the apache-tvm wheel with'; return; fi
    if [ ! -x "$venv/bin/python" ] && ! python3 -m venv "$venv" >/dev/null 2>&1; then
        rm -rf "$venv"
        echo 'TVM: python3 cannot make a virtual environment for the apache-tvm wheel'
        return
    fi
    if ! timeout 300 "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --retries 0 --timeout 5 \
        "$tvm_requirement" >"$artifacts/pip.log" 2>&1; then
        rm -rf "$venv"
    fi
}

# Decides which TVM demo and test use, in one line.
choose_tvm() {
    if [ -n "${TVM_LIBRARY_PATH:-}" ]; then
        say "TVM: TVM_LIBRARY_PATH=$TVM_LIBRARY_PATH"
        return
    fi
    mkdir -p "$artifacts"
    install_tvm
    local found
    found=$(wheel_libraries)
    if [ -n "$found" ]; then
        export TVM_LIBRARY_PATH=$found
        say "TVM: the apache-tvm wheel at $found"
    else
        say 'TVM: PyPI does not give the apache-tvm wheel (see artifacts/pip.log) and TVM_LIBRARY_PATH is not set, so the embedded host is used'
    fi
}

publish_embedded() {
    say "Publishing the embedded host as a native libtvm_ffi"
    dotnet publish src/TvmSharp.Embedded.Native -c Release -r "$(rid)" -o "$embedded" --nologo -v quiet
}

demo() {
    prepare
    choose_tvm

    say 'HelloPass in a .NET process'
    dotnet run -c Release --project samples/HelloPass/Program

    say 'Publishing HelloPass as a native library'
    dotnet publish samples/HelloPass -c Release -r "$(rid)" -o "$artifacts/HelloPass" --nologo -v quiet
    ls -l "$artifacts/HelloPass/HelloPass.so" | awk '{ printf "%s, %.1f MB\n", $NF, $5 / 1e6 }'

    local ffi
    if [ -n "${TVM_LIBRARY_PATH:-}" ]; then
        ffi=$(find_ffi "$TVM_LIBRARY_PATH")
    else
        publish_embedded
        ffi=$embedded/libtvm_ffi.so
    fi

    say 'HelloPass in a C process without .NET'
    "$(c_compiler)" -O2 -Wall -o "$artifacts/host" samples/HelloPass/host/host.c -ldl
    "$artifacts/host" "$ffi" "$artifacts/HelloPass/HelloPass.so"
}

find_ffi() {
    local candidate
    for candidate in "$1" "$1/libtvm_ffi.so" "$1/lib/libtvm_ffi.so" "$1/build/lib/libtvm_ffi.so" "$1/../../tvm_ffi/lib/libtvm_ffi.so"; do
        if [ -f "$candidate" ]; then echo "$candidate"; return; fi
    done
    fail "TVM_LIBRARY_PATH is '$1', which has no libtvm_ffi.so"
}

passed=0 failed=0 skipped=0 broken=0

# Runs one test project on one host and adds to the counts.
run_tests() {
    local title=$1 project=$2 log
    shift 2
    log=$artifacts/tests/$(basename "$project")-$(tr -c 'a-zA-Z0-9\n' '_' <<<"$title").log
    mkdir -p "$(dirname "$log")"
    say "$(basename "$project"): $title"
    local code=0
    env "$@" dotnet test "$project" -c Release --no-build --nologo >"$log" 2>&1 || code=$?
    grep -E '^(Passed!|Failed!)|suite on' "$log" || true
    local line
    line=$(grep -E '^(Passed!|Failed!) ' "$log" | tail -n 1 || true)
    if [ -z "$line" ]; then
        tail -n 40 "$log"
        broken=$((broken + 1))
        echo "build.sh: no test of $project was run"
        return
    fi
    local count
    count() { sed -E "s/.*$1: *([0-9]+).*/\1/" <<<"$line"; }
    passed=$((passed + $(count Passed))) failed=$((failed + $(count Failed))) skipped=$((skipped + $(count Skipped)))
    # A process that dies after its last test has failed, whatever it counted.
    if [ "$code" -ne 0 ]; then
        grep -E -A 12 '\[FAIL\]|error|Unhandled' "$log" | head -n 80 || true
        if [ "$(count Failed)" -eq 0 ]; then broken=$((broken + 1)); fi
    fi
}

test_all() {
    prepare
    choose_tvm
    local real=${TVM_LIBRARY_PATH:-} real_ffi='' platform
    # Assignments of their own: a failure inside another command's arguments would not end the script.
    [ -z "$real" ] || real_ffi=$(find_ffi "$real")
    platform=$(rid)
    unset TVM_LIBRARY_PATH
    rm -rf "$artifacts/tests"

    say "Building on $platform"
    dotnet build TvmSharp.slnx -c Release --nologo -v quiet
    publish_embedded

    run_tests 'generators and analyzers' tests/TvmSharp.Generators.Tests
    run_tests 'build tasks' tests/TvmSharp.Sdk.Tests

    local suite
    for suite in tests/TvmSharp.Ffi.Tests tests/TvmSharp.Compiler.Tests; do
        run_tests 'embedded host in process' "$suite"
        run_tests 'embedded host as a native library' "$suite" TVM_LIBRARY_PATH="$embedded"
        if [ -n "$real" ]; then
            run_tests 'real TVM' "$suite" TVM_LIBRARY_PATH="$real"
        fi
    done

    run_tests 'published libraries' tests/TvmSharp.EndToEnd.Tests \
        TVMSHARP_EMBEDDED_LIBRARY="$embedded/libtvm_ffi.so" TVMSHARP_REAL_LIBRARY="$real_ffi"

    [ -n "$real" ] || echo 'No real TVM was found: only the embedded host was tested.'
    # A suite that did not run, or died after its last test, is a failure like any other.
    failed=$((failed + broken))
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

clean() {
    rm -rf "$artifacts"
    find src generators samples tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
    say 'Clean'
}

case ${1:-help} in
    demo) demo ;;
    test) test_all ;;
    tvm) prepare; choose_tvm ;;
    clean) clean ;;
    help | -h | --help) usage ;;
    *) usage >&2; fail "there is no verb '$1'" ;;
esac
