# gazette_embed(SOURCE out.cpp FILES file... ROOT folder)
# Makes out.cpp, which holds the files byte for byte: the functions of searcher/http/embedded.h.
# A file's name is its path below the first ROOT folder that holds it.
function(gazette_embed)
    cmake_parse_arguments(ARG "" "SOURCE" "FILES;ROOT" ${ARGN})
    string(JOIN "|" files ${ARG_FILES})
    string(JOIN "|" roots ${ARG_ROOT})
    add_custom_command(
        OUTPUT ${ARG_SOURCE}
        COMMAND ${CMAKE_COMMAND} -DOUT=${ARG_SOURCE} -DFILES=${files} -DROOTS=${roots}
                -P ${PROJECT_SOURCE_DIR}/cmake/write_embedded.cmake
        DEPENDS ${ARG_FILES} ${PROJECT_SOURCE_DIR}/cmake/write_embedded.cmake
        COMMENT "Putting the page into the program"
        VERBATIM)
endfunction()
