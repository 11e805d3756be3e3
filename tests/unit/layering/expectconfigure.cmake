# SPDX-FileCopyrightText: The Watchfloor authors
# SPDX-License-Identifier: MIT
#
# Configures the project in SOURCE and fails unless it ends as OUTCOME ("stops" or "succeeds") and says EXPECTED.
file(REMOVE_RECURSE ${BINARY})
execute_process(
    COMMAND ${CMAKE_COMMAND} -S ${SOURCE} -B ${BINARY} -G Ninja -DROOM=${ROOM} -DDEPENDS=${DEPENDS} -DQT=${QT}
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
string(REGEX REPLACE "[ \n]+" " " said "${output}")
if(result EQUAL 0)
    set(outcome succeeds)
else()
    set(outcome stops)
endif()
if(NOT outcome STREQUAL OUTCOME)
    message(FATAL_ERROR "the configuration ${outcome}; it was to be one that ${OUTCOME}:\n${output}")
endif()
string(FIND "${said}" "${EXPECTED}" at)
if(at EQUAL -1)
    message(FATAL_ERROR "the configuration does not say '${EXPECTED}':\n${output}")
endif()
message(STATUS "the configuration ${outcome}: ${EXPECTED}")
