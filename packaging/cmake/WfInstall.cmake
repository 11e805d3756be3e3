# SPDX-FileCopyrightText: The Watchfloor authors
# SPDX-License-Identifier: MIT
#
# What is installed, and as which packages. Three components: common (client, example services, papers), server
# (watchfloord and its unit) and desktop (watchfloor, its entry and icon), so that a server needs no Widgets.

# What `./dev build` makes: the programs, without tests and benchmarks.
add_custom_target(programs)

function(wf_install_program name component)
    if(TARGET ${name})
        add_dependencies(programs ${name})
        install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT ${component})
    endif()
endfunction()

wf_install_program(watchfloorctl common)
wf_install_program(watchfloord server)
wf_install_program(watchfloor desktop)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/config/ DESTINATION ${CMAKE_INSTALL_DATADIR}/watchfloor/config
    COMPONENT common FILES_MATCHING PATTERN "*.yaml" PATTERN "*.local.yaml" EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/LICENSE
    DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT common)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/caddy/Caddyfile
    ${PROJECT_SOURCE_DIR}/packaging/prometheus/scrape.yaml
    DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples COMPONENT common)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/prometheus/rules.yaml
    DESTINATION ${CMAKE_INSTALL_DATADIR}/watchfloor/prometheus COMPONENT common)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/grafana/watchfloor.json
    DESTINATION ${CMAKE_INSTALL_DATADIR}/watchfloor/grafana COMPONENT common)

if(TARGET watchfloord AND UNIX AND NOT APPLE)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/systemd/watchfloord.service
        DESTINATION lib/systemd/system COMPONENT server)
elseif(TARGET watchfloord AND APPLE)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/launchd/org.watchfloor.watchfloord.plist
        DESTINATION ${CMAKE_INSTALL_DATADIR}/watchfloor COMPONENT server)
endif()

if(TARGET watchfloor AND UNIX AND NOT APPLE)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/watchfloor.desktop
        DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT desktop)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/org.watchfloor.Watchfloor.metainfo.xml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo COMPONENT desktop)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/icons/watchfloor.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps COMPONENT desktop)
endif()

set(CPACK_PACKAGE_NAME watchfloor)
set(CPACK_PACKAGE_VENDOR "The Watchfloor authors")
set(CPACK_PACKAGE_CONTACT "The Watchfloor authors <watchfloor@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "IT health monitor")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
# Only what is named above: libraries' own install rules are no part of the packages.
set(CPACK_COMPONENTS_ALL common)
foreach(pair "watchfloord:server" "watchfloor:desktop")
    string(REPLACE ":" ";" pair ${pair})
    list(GET pair 0 target)
    list(GET pair 1 component)
    if(TARGET ${target})
        list(APPEND CPACK_COMPONENTS_ALL ${component})
    endif()
endforeach()
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_COMPONENT_COMMON_GROUP common)
set(CPACK_COMPONENT_SERVER_GROUP server)
set(CPACK_COMPONENT_DESKTOP_GROUP desktop)

find_program(WF_DPKG dpkg-deb)
if(WF_DPKG)
    set(CPACK_GENERATOR DEB)
else()
    set(CPACK_GENERATOR TGZ)
endif()

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_COMMON_PACKAGE_NAME watchfloor-common)
set(CPACK_DEBIAN_SERVER_PACKAGE_NAME watchfloor-server)
set(CPACK_DEBIAN_DESKTOP_PACKAGE_NAME watchfloor)
set(CPACK_COMPONENT_COMMON_DESCRIPTION "IT health monitor: command-line client and example services")
set(CPACK_COMPONENT_SERVER_DESCRIPTION "IT health monitor: server without a display")
set(CPACK_COMPONENT_DESKTOP_DESCRIPTION "IT health monitor: window, wall and tray")
# Plugins that are loaded while running, which no linker names.
set(WF_DEB_RUNTIME "watchfloor-common (= ${PROJECT_VERSION}), libqt6sql6-sqlite, ca-certificates")
set(CPACK_DEBIAN_SERVER_PACKAGE_DEPENDS "${WF_DEB_RUNTIME}")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_DEPENDS "${WF_DEB_RUNTIME}")
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/packaging/debian/postinst)
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_DESKTOP_PACKAGE_RECOMMENDS "fonts-inter")
include(CPack)
