# Included by TvmSharpConfig.cmake, which documents the function.

function(_tvmsharp_runtime result)
  if(NOT CMAKE_SYSTEM_NAME STREQUAL "Linux")
    message(FATAL_ERROR "TvmSharp: extensions are built on Linux, not for ${CMAKE_SYSTEM_NAME}.")
  elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|amd64|AMD64)$")
    set(${result} linux-x64 PARENT_SCOPE)
  elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
    set(${result} linux-arm64 PARENT_SCOPE)
  else()
    message(FATAL_ERROR "TvmSharp: extensions are built for x64 and arm64, not for ${CMAKE_SYSTEM_PROCESSOR}. RUNTIME names another.")
  endif()
endfunction()

function(tvmsharp_add_extension target project)
  cmake_parse_arguments(PARSE_ARGV 2 ARG "" "CONFIGURATION;RUNTIME;ASSEMBLY_NAME;OUTPUT_DIRECTORY" "SOURCES;PROPERTIES")
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "tvmsharp_add_extension(${target}): unknown arguments: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  get_filename_component(project "${project}" ABSOLUTE)
  if(NOT EXISTS "${project}")
    message(FATAL_ERROR "tvmsharp_add_extension(${target}): there is no project '${project}'.")
  endif()
  if(NOT ARG_CONFIGURATION)
    set(ARG_CONFIGURATION Release)
  endif()
  if(NOT ARG_RUNTIME)
    _tvmsharp_runtime(ARG_RUNTIME)
  endif()
  if(NOT ARG_ASSEMBLY_NAME)
    get_filename_component(ARG_ASSEMBLY_NAME "${project}" NAME_WLE)
  endif()
  if(NOT ARG_OUTPUT_DIRECTORY)
    set(ARG_OUTPUT_DIRECTORY "${target}")
  endif()
  get_filename_component(directory "${ARG_OUTPUT_DIRECTORY}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_BINARY_DIR}")
  set(library "${directory}/${ARG_ASSEMBLY_NAME}.so")
  set(dependency_file "${CMAKE_CURRENT_BINARY_DIR}/${target}.d")

  set(sources)
  foreach(source IN LISTS ARG_SOURCES)
    get_filename_component(source "${source}" ABSOLUTE)
    list(APPEND sources "${source}")
  endforeach()

  # MSBuild separates properties at semicolons, unless they are escaped.
  string(REPLACE ";" "%3B" escaped_sources "${sources}")
  set(properties "TvmNativeSources=${escaped_sources}" "TvmDependencyFile=${dependency_file}")
  if(TVM_PREBUILD_PATH)
    list(APPEND properties "TVM_PREBUILD_PATH=${TVM_PREBUILD_PATH}")
  endif()
  if(TVM_SOURCE_DIR)
    list(APPEND properties "TVM_SOURCE_DIR=${TVM_SOURCE_DIR}")
  endif()
  if(TvmSharp_PYTHON)
    list(APPEND properties "TvmPython=${TvmSharp_PYTHON}")
  endif()
  list(TRANSFORM ARG_PROPERTIES REPLACE ";" "%3B")
  list(APPEND properties ${ARG_PROPERTIES})
  list(TRANSFORM properties PREPEND "-p:")

  # MSBuild leaves a library alone that has not changed: touched, it is newer than what this command was run for.
  add_custom_command(
    OUTPUT "${library}"
    BYPRODUCTS "${directory}/${ARG_ASSEMBLY_NAME}.tvm.json"
    COMMAND "${TvmSharp_DOTNET}" publish "${project}" -c "${ARG_CONFIGURATION}" -r "${ARG_RUNTIME}" -o "${directory}"
      --nologo -v quiet --disable-build-servers ${properties}
    COMMAND "${CMAKE_COMMAND}" -E touch "${library}"
    DEPENDS "${project}" ${sources}
    DEPFILE "${dependency_file}"
    COMMENT "Publishing ${ARG_ASSEMBLY_NAME} for ${ARG_RUNTIME}"
    VERBATIM)
  add_custom_target(${target}_publish ALL DEPENDS "${library}")

  # Extensions may share projects, which two publishes must not build at the same time.
  get_property(previous GLOBAL PROPERTY _tvmsharp_extensions)
  if(previous)
    add_dependencies(${target}_publish ${previous})
  endif()
  set_property(GLOBAL APPEND PROPERTY _tvmsharp_extensions ${target}_publish)

  add_library(${target} MODULE IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION "${library}")
  add_dependencies(${target} ${target}_publish)
endfunction()
