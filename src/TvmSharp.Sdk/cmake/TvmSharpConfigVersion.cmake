# The version is where the packages have theirs: in a package in its nuspec, whose name is in lower case where NuGet has unpacked
# it, in a checkout in the properties of all projects.
set(_tvmsharp_version_pattern "<[Vv]ersion>([0-9]+\\.[0-9]+\\.[0-9]+)")
foreach(_tvmsharp_file ../tvmsharp.sdk.nuspec ../TvmSharp.Sdk.nuspec ../../Directory.Build.props)
  set(_tvmsharp_file "${CMAKE_CURRENT_LIST_DIR}/${_tvmsharp_file}")
  if(NOT PACKAGE_VERSION AND EXISTS "${_tvmsharp_file}")
    file(STRINGS "${_tvmsharp_file}" _tvmsharp_line REGEX "${_tvmsharp_version_pattern}" LIMIT_COUNT 1)
    if(_tvmsharp_line MATCHES "${_tvmsharp_version_pattern}")
      set(PACKAGE_VERSION "${CMAKE_MATCH_1}")
    endif()
  endif()
endforeach()

# Before 1.0 a minor version may break.
if(PACKAGE_FIND_VERSION)
  string(REGEX MATCH "^[0-9]+\\.[0-9]+" _tvmsharp_series "${PACKAGE_VERSION}")
  set(_tvmsharp_wanted "${PACKAGE_FIND_VERSION_MAJOR}.${PACKAGE_FIND_VERSION_MINOR}")
  if(_tvmsharp_series STREQUAL _tvmsharp_wanted AND NOT PACKAGE_VERSION VERSION_LESS PACKAGE_FIND_VERSION)
    set(PACKAGE_VERSION_COMPATIBLE TRUE)
  endif()
  if(PACKAGE_VERSION VERSION_EQUAL PACKAGE_FIND_VERSION)
    set(PACKAGE_VERSION_EXACT TRUE)
  endif()
endif()
