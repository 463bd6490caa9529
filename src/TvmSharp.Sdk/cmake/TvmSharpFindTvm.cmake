# Included by TvmSharpConfig.cmake: makes the target TvmSharp::tvm_ffi, where there is a tvm-ffi.

# The directories of a tree in which headers and libraries may be, as an install, a wheel, a build or a source tree has them.
function(_tvmsharp_import_ffi root)
  set(cache "${root}/CMakeCache.txt")
  set(source "${root}")
  if(EXISTS "${cache}")
    file(STRINGS "${cache}" source REGEX "^CMAKE_HOME_DIRECTORY:INTERNAL=")
    string(REGEX REPLACE "^[^=]*=" "" source "${source}")
  endif()
  find_path(_tvmsharp_include tvm/ffi/c_api.h NO_CACHE NO_DEFAULT_PATH PATHS
    "${root}/include" "${root}/../include" "${root}/../tvm_ffi/include" "${source}/3rdparty/tvm-ffi/include" "${source}/include")
  find_path(_tvmsharp_dlpack_include dlpack/dlpack.h NO_CACHE NO_DEFAULT_PATH PATHS
    "${root}/include" "${root}/../include" "${root}/../tvm_ffi/include"
    "${source}/3rdparty/tvm-ffi/3rdparty/dlpack/include" "${source}/3rdparty/dlpack/include")
  find_library(_tvmsharp_library tvm_ffi NO_CACHE NO_DEFAULT_PATH PATHS
    "${root}" "${root}/lib" "${root}/build/lib" "${root}/../tvm_ffi/lib")
  if(NOT _tvmsharp_include OR NOT _tvmsharp_dlpack_include)
    return()
  endif()
  message(STATUS "TvmSharp: tvm-ffi in ${root}")
  add_library(TvmSharp::tvm_ffi INTERFACE IMPORTED GLOBAL)
  target_include_directories(TvmSharp::tvm_ffi INTERFACE "${_tvmsharp_include}" "${_tvmsharp_dlpack_include}")
  target_compile_features(TvmSharp::tvm_ffi INTERFACE cxx_std_17)
  if(_tvmsharp_library)
    target_link_libraries(TvmSharp::tvm_ffi INTERFACE "${_tvmsharp_library}")
  endif()
endfunction()

# Builds the sources beside this project. Nothing of them is built that is not asked for, and nothing of them installed.
macro(_tvmsharp_build_ffi)
  if(NOT TARGET tvm_ffi_shared)
    add_subdirectory("${TVM_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/tvm" EXCLUDE_FROM_ALL)
  endif()
  if(NOT TARGET tvm_ffi_shared)
    message(FATAL_ERROR "TVM_SOURCE_DIR is '${TVM_SOURCE_DIR}', which makes no target tvm_ffi_shared: it is neither TVM nor tvm-ffi.")
  endif()
  message(STATUS "TvmSharp: tvm-ffi is built from ${TVM_SOURCE_DIR}")
  add_library(TvmSharp::tvm_ffi INTERFACE IMPORTED GLOBAL)
  target_link_libraries(TvmSharp::tvm_ffi INTERFACE tvm_ffi_shared tvm_ffi_header)
endmacro()

if(NOT TARGET TvmSharp::tvm_ffi)
  if(TVM_PREBUILD_PATH)
    _tvmsharp_import_ffi("${TVM_PREBUILD_PATH}")
  elseif(TVMSHARP_BUILD_TVM)
    _tvmsharp_build_ffi()
  elseif(TVM_SOURCE_DIR)
    _tvmsharp_import_ffi("${TVM_SOURCE_DIR}")
  elseif(TvmSharp_PYTHON)
    # The package is found and not imported: importing would load libtvm_ffi.
    execute_process(
      COMMAND "${TvmSharp_PYTHON}" -c
        "import importlib.util as u; s = u.find_spec('tvm_ffi'); print(list(s.submodule_search_locations)[0] if s else '', end='')"
      OUTPUT_VARIABLE _tvmsharp_package ERROR_QUIET)
    if(_tvmsharp_package)
      _tvmsharp_import_ffi("${_tvmsharp_package}")
    endif()
  endif()
  if(NOT TARGET TvmSharp::tvm_ffi)
    message(STATUS "TvmSharp: no tvm-ffi was found. Native sources that include its headers need TVM_PREBUILD_PATH or TVM_SOURCE_DIR")
  endif()
endif()
