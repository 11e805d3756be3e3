# SPDX-FileCopyrightText: The Watchfloor authors
# SPDX-License-Identifier: MIT
file(GLOB test_rooms RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS */CMakeLists.txt */*/CMakeLists.txt)
foreach(room IN LISTS test_rooms)
    get_filename_component(folder ${room} DIRECTORY)
    if(NOT folder MATCHES "^(bench|fuzz)$" AND (WF_GUI OR NOT folder MATCHES "gui$"))
        add_subdirectory(${folder})
    endif()
endforeach()
