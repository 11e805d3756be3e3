# SPDX-FileCopyrightText: The Watchfloor authors
# SPDX-License-Identifier: MIT
#
# wf_options carries the language standard, the warnings and the Qt bans of every target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

add_library(wf_options INTERFACE)
target_include_directories(wf_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_compile_options(wf_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast
    -Wcast-align -Woverloaded-virtual -Wnull-dereference -Wdouble-promotion -Wformat=2 -Wimplicit-fallthrough
    -Wsuggest-override -Wextra-semi
    $<$<BOOL:${WF_WERROR}>:-Werror>)
target_compile_definitions(wf_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_JAVA_STYLE_ITERATORS
    QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER QT_MESSAGELOGCONTEXT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    WF_VERSION="${PROJECT_VERSION}")

# g++ 12 reports null dereferences and overflows inside inlined standard and Qt code once it optimises and
# instruments; the warnings stay on where they are trustworthy (see packaging/cmake/README.md).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND (WF_SANITIZE OR CMAKE_BUILD_TYPE STREQUAL "Release"))
    target_compile_options(wf_options INTERFACE -Wno-null-dereference -Wno-maybe-uninitialized -Wno-array-bounds
        -Wno-stringop-overflow -Wno-restrict)
endif()

if(WF_SANITIZE)
    target_compile_options(wf_options INTERFACE -fsanitize=${WF_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(wf_options INTERFACE -fsanitize=${WF_SANITIZE})
endif()
if(WF_FUZZ)
    target_compile_options(wf_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(WF_COVERAGE)
    target_compile_options(wf_options INTERFACE --coverage)
    target_link_options(wf_options INTERFACE --coverage)
endif()

find_program(WF_MOLD mold)
if(WF_MOLD)
    target_link_options(wf_options INTERFACE -fuse-ld=mold)
endif()
find_program(WF_CCACHE ccache)
if(WF_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # The precompiled header and the folder of the build must not make two equal compilations differ.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=3G ${WF_CCACHE})
    add_compile_options(-fpch-preprocess)
endif()
