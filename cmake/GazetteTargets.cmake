# gazette_library(NAME SOURCES file... LINK target...)
# A static library of ours. Links are PUBLIC: the arrows between folders are these lines.
function(gazette_library NAME)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    add_library(${NAME} STATIC ${ARG_SOURCES})
    target_link_libraries(${NAME} PUBLIC project_flags ${ARG_LINK})
endfunction()

# gazette_suite(NAME LABELS label... SOURCES file... LINK target...)
# One test program a folder; every TEST in it is a ctest of its own.
function(gazette_suite NAME)
    cmake_parse_arguments(ARG "" "TIMEOUT" "LABELS;SOURCES;LINK" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    add_executable(${NAME} ${ARG_SOURCES})
    target_link_libraries(${NAME} PRIVATE ${ARG_LINK} test_source_dir GTest::gtest_main)
    gtest_discover_tests(${NAME}
        PROPERTIES TIMEOUT ${ARG_TIMEOUT}
        DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60)
    # Discovery would take the second label for the name of a property.
    set(labels_file ${CMAKE_CURRENT_BINARY_DIR}/${NAME}_labels.cmake)
    file(WRITE ${labels_file}
        "if(${NAME}_TESTS)\n"
        "  set_tests_properties(\${${NAME}_TESTS} PROPERTIES LABELS \"${ARG_LABELS}\")\n"
        "endif()\n")
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${labels_file})
endfunction()
