#[[
find_package(TvmSharp): TVM extensions written in C# in a project that CMake builds. Needs CMake 3.21 and the .NET 10 SDK.

  tvmsharp_add_extension(<target> <project.csproj>
    [SOURCES <file>...]             C and C++ to compile into the library, besides the items TvmNativeSource of the project
    [CONFIGURATION <name>]          Release without it
    [RUNTIME <identifier>]          linux-x64 or linux-arm64; what CMake builds for without it
    [ASSEMBLY_NAME <name>]          of the project; the name of its file without it
    [OUTPUT_DIRECTORY <directory>]  <target> in the current binary directory without it
    [PROPERTIES <name>=<value>...]) further MSBuild properties

publishes the project with NativeAOT as part of the build, again when something it is made from has changed. <target> is an imported
module library: use $<TARGET_FILE:<target>>, add_dependencies(other <target>) and install(IMPORTED_RUNTIME_ARTIFACTS <target>).

TVM, of which native sources need the headers, is the first of

  TVM_PREBUILD_PATH   a variable of CMake or of the environment: an installed or built TVM or tvm-ffi
  TVM_SOURCE_DIR      likewise: their sources. With TVMSHARP_BUILD_TVM they are built as a subdirectory of this project
  the package tvm_ffi of the Python on the PATH, or that TvmSharp_PYTHON names

An extension is linked against no library of TVM's, so that having none is no error here. Where one is found, TvmSharp::tvm_ffi is
a target with its headers and its libtvm_ffi, for programs in C++ that load extensions.
]]

if(CMAKE_VERSION VERSION_LESS 3.21)
  set(TvmSharp_FOUND FALSE)
  set(TvmSharp_NOT_FOUND_MESSAGE "TvmSharp needs CMake 3.21 or later.")
  return()
endif()

find_program(TvmSharp_DOTNET dotnet DOC "The .NET SDK")
if(NOT TvmSharp_DOTNET)
  set(TvmSharp_FOUND FALSE)
  set(TvmSharp_NOT_FOUND_MESSAGE "TvmSharp needs the .NET 10 SDK: there is no dotnet on the PATH. Install it from https://dot.net, or set TvmSharp_DOTNET.")
  return()
endif()

option(TVMSHARP_BUILD_TVM "Build the TVM or tvm-ffi of TVM_SOURCE_DIR as a subdirectory" OFF)
find_program(TvmSharp_PYTHON python3 DOC "The Python whose tvm_ffi is used where no other TVM is named")

foreach(_tvmsharp_name TVM_PREBUILD_PATH TVM_SOURCE_DIR)
  if(NOT ${_tvmsharp_name} AND DEFINED ENV{${_tvmsharp_name}})
    set(${_tvmsharp_name} "$ENV{${_tvmsharp_name}}")
  endif()
  if(${_tvmsharp_name})
    get_filename_component(${_tvmsharp_name} "${${_tvmsharp_name}}" ABSOLUTE BASE_DIR "${CMAKE_SOURCE_DIR}")
    if(NOT IS_DIRECTORY "${${_tvmsharp_name}}")
      set(TvmSharp_FOUND FALSE)
      set(TvmSharp_NOT_FOUND_MESSAGE "${_tvmsharp_name} is '${${_tvmsharp_name}}', which is no directory.")
      return()
    endif()
  endif()
endforeach()
if(TVM_PREBUILD_PATH AND TVMSHARP_BUILD_TVM)
  message(STATUS "TvmSharp: TVM_PREBUILD_PATH is set, so that TVM is not built from ${TVM_SOURCE_DIR}")
elseif(TVMSHARP_BUILD_TVM AND NOT TVM_SOURCE_DIR)
  set(TvmSharp_FOUND FALSE)
  set(TvmSharp_NOT_FOUND_MESSAGE "TVMSHARP_BUILD_TVM is set, and TVM_SOURCE_DIR is not: it names the sources to build.")
  return()
endif()

include("${CMAKE_CURRENT_LIST_DIR}/TvmSharpFindTvm.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/TvmSharpAddExtension.cmake")
set(TvmSharp_FOUND TRUE)
