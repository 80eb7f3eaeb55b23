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

# hsf_room(NAME [ROOT] [WIDGETS] [MOC] LINK rooms-and-libraries…)
#   ROOT: the folder lies at the top of the tree instead of in app/.  main.cpp files belong to programs, not rooms.
#   MOC: it has classes with Q_OBJECT; a room of values pays for no scan.
function(hsf_room name)
    cmake_parse_arguments(ARG "ROOT;WIDGETS;MOC" "RANK" "LINK" ${ARGN})
    set(folder ${CMAKE_SOURCE_DIR}/app/${name})
    if(ARG_ROOT)
        set(folder ${CMAKE_SOURCE_DIR}/${name})
    endif()
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp ${folder}/*.h)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    add_library(${name} STATIC ${sources} ${CMAKE_BINARY_DIR}/empty.cpp)
    set_target_properties(${name} PROPERTIES OUTPUT_NAME hsf-${name} AUTOMOC ${ARG_MOC}
        UNITY_BUILD ${HSF_UNITY} UNITY_BUILD_BATCH_SIZE 8)
    if(HSF_UNITY) # a Private made of names of its own file is what it looks like, also below an #include
        target_compile_options(${name} PRIVATE -Wno-subobject-linkage)
    endif()
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

# Everything below resources/ is compiled in as :/…, and translations/*.ts as :/i18n/*.qm, in a library of objects that every
# program and test links (an object library's objects reach a program only when it links the target itself).
function(hsf_resources)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/resources ${CMAKE_SOURCE_DIR}/resources/*)
    list(FILTER files EXCLUDE REGEX "README\\.md$")
    set(qrc "<RCC>\n<qresource prefix=\"/\">\n")
    foreach(file ${files})
        string(APPEND qrc "<file alias=\"${file}\">${CMAKE_SOURCE_DIR}/resources/${file}</file>\n")
    endforeach()
    set(absolute ${files})
    list(TRANSFORM absolute PREPEND ${CMAKE_SOURCE_DIR}/resources/)
    file(GLOB translations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/translations/*.ts)
    foreach(ts ${translations})
        cmake_path(GET ts STEM language)
        set(qm ${CMAKE_BINARY_DIR}/${language}.qm)
        add_custom_command(OUTPUT ${qm} COMMAND Qt6::lrelease -silent ${ts} -qm ${qm} DEPENDS ${ts} VERBATIM)
        list(APPEND absolute ${qm})
        string(APPEND qrc "<file alias=\"i18n/${language}.qm\">${qm}</file>\n")
    endforeach()
    string(APPEND qrc "</qresource>\n</RCC>\n")
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/hsf.qrc CONTENT "${qrc}")
    add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/qrc_hsf.cpp
        COMMAND Qt6::rcc --name hsf ${CMAKE_BINARY_DIR}/hsf.qrc -o ${CMAKE_BINARY_DIR}/qrc_hsf.cpp
        DEPENDS ${CMAKE_BINARY_DIR}/hsf.qrc ${absolute} VERBATIM)
    add_library(hsf-resources OBJECT ${CMAKE_BINARY_DIR}/qrc_hsf.cpp)
    target_link_libraries(hsf-resources PUBLIC Qt6::Core)
endfunction()

# The target update_translations reads every tr() again and brings translations/*.ts up to date. The English file holds only
# plurals ("1 line", "2 lines"), because the sources speak English.
function(hsf_translations)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/app/*.cpp ${CMAKE_SOURCE_DIR}/app/*.h
        ${CMAKE_SOURCE_DIR}/models/*.cpp ${CMAKE_SOURCE_DIR}/models/*.h ${CMAKE_SOURCE_DIR}/ui/*.cpp ${CMAKE_SOURCE_DIR}/ui/*.h)
    string(REPLACE ";" "\n" list "${sources}")
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/translated-sources.txt CONTENT "${list}\n")
    add_custom_target(update_translations
        COMMAND Qt6::lupdate -silent -locations none -pluralonly -I ${CMAKE_SOURCE_DIR} -I ${CMAKE_SOURCE_DIR}/app @${CMAKE_BINARY_DIR}/translated-sources.txt
                -ts ${CMAKE_SOURCE_DIR}/translations/hermes-skill-factory_en.ts
        VERBATIM)
endfunction()
