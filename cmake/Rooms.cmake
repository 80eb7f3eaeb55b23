# SPDX-License-Identifier: MIT
#
# One call makes a room: a static library of all sources below its folder, linked to exactly what it may include.
# Precompiled headers are shared by all rooms of a floor, so that Qt is parsed once and not once a room.

file(WRITE ${CMAKE_BINARY_DIR}/empty.cpp "")

add_library(hsf-pch-core STATIC ${CMAKE_BINARY_DIR}/empty.cpp)
target_link_libraries(hsf-pch-core PUBLIC Qt6::Core)
target_precompile_headers(hsf-pch-core PRIVATE cmake/pch_core.h)

add_library(hsf-pch-widgets STATIC ${CMAKE_BINARY_DIR}/empty.cpp)
target_link_libraries(hsf-pch-widgets PUBLIC Qt6::Widgets)
target_precompile_headers(hsf-pch-widgets PRIVATE cmake/pch_widgets.h)

# hsf_room(NAME [ROOT] [WIDGETS] LINK rooms-and-libraries…)
#   ROOT: the folder lies at the top of the tree instead of in app/.  main.cpp files belong to programs, not rooms.
function(hsf_room name)
    cmake_parse_arguments(ARG "ROOT;WIDGETS" "RANK" "LINK" ${ARGN})
    set(folder ${CMAKE_SOURCE_DIR}/app/${name})
    if(ARG_ROOT)
        set(folder ${CMAKE_SOURCE_DIR}/${name})
    endif()
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp ${folder}/*.h)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    add_library(${name} STATIC ${sources} ${CMAKE_BINARY_DIR}/empty.cpp)
    set_target_properties(${name} PROPERTIES OUTPUT_NAME hsf-${name})
    target_link_libraries(${name} PUBLIC ${ARG_LINK})
    if(ARG_WIDGETS)
        target_precompile_headers(${name} REUSE_FROM hsf-pch-widgets)
    else()
        target_precompile_headers(${name} REUSE_FROM hsf-pch-core)
    endif()
endfunction()

function(hsf_program name main)
    cmake_parse_arguments(ARG "WIDGETS" "" "LINK" ${ARGN})
    if(NOT EXISTS ${CMAKE_SOURCE_DIR}/${main})
        return()
    endif()
    add_executable(${name} ${main})
    target_link_libraries(${name} PRIVATE ${ARG_LINK} hsf-resources)
    target_compile_definitions(${name} PRIVATE HSF_VERSION="${PROJECT_VERSION}")
    install(TARGETS ${name})
endfunction()

# Everything below resources/ is compiled in as :/…, in a library of objects that every program and test links.
function(hsf_resources)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/resources ${CMAKE_SOURCE_DIR}/resources/*)
    list(FILTER files EXCLUDE REGEX "README\\.md$")
    set(qrc "<RCC>\n<qresource prefix=\"/\">\n")
    foreach(file ${files})
        string(APPEND qrc "<file alias=\"${file}\">${CMAKE_SOURCE_DIR}/resources/${file}</file>\n")
    endforeach()
    string(APPEND qrc "</qresource>\n</RCC>\n")
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/hsf.qrc CONTENT "${qrc}")
    set(absolute ${files})
    list(TRANSFORM absolute PREPEND ${CMAKE_SOURCE_DIR}/resources/)
    add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/qrc_hsf.cpp
        COMMAND Qt6::rcc --name hsf ${CMAKE_BINARY_DIR}/hsf.qrc -o ${CMAKE_BINARY_DIR}/qrc_hsf.cpp
        DEPENDS ${CMAKE_BINARY_DIR}/hsf.qrc ${absolute} VERBATIM)
    add_library(hsf-resources OBJECT ${CMAKE_BINARY_DIR}/qrc_hsf.cpp)
    target_link_libraries(hsf-resources PUBLIC Qt6::Core)
    # An object library's objects reach a program only when it links the target itself.
endfunction()

# translations/*.ts are kept current by the build ("update_translations") and compiled next to the programs.
function(hsf_translations)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/app/*.cpp ${CMAKE_SOURCE_DIR}/app/*.h
        ${CMAKE_SOURCE_DIR}/models/*.cpp ${CMAKE_SOURCE_DIR}/models/*.h ${CMAKE_SOURCE_DIR}/ui/*.cpp ${CMAKE_SOURCE_DIR}/ui/*.h)
    qt_add_lupdate(TS_FILES ${CMAKE_SOURCE_DIR}/translations/hermes-skill-factory_en.ts
        ${CMAKE_SOURCE_DIR}/translations/hermes-skill-factory_de.ts
        SOURCES ${sources} LUPDATE_TARGET update_ts NO_GLOBAL_TARGET)
    add_custom_target(update_translations DEPENDS update_ts)
    qt_add_lrelease(TS_FILES ${CMAKE_SOURCE_DIR}/translations/hermes-skill-factory_en.ts
        ${CMAKE_SOURCE_DIR}/translations/hermes-skill-factory_de.ts LRELEASE_TARGET release_ts NO_GLOBAL_TARGET QM_FILES_OUTPUT_VARIABLE qm)
endfunction()
