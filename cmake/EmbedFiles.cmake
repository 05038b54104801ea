# gazette_embed(SOURCE out.cpp HEADER header TYPE type FUNCTION name FILES file... ROOT folder...)
# Makes out.cpp, which holds the files byte for byte: std::span<const TYPE> FUNCTION() of HEADER.
# A file's name is its path below the first ROOT folder that holds it.
function(gazette_embed)
    cmake_parse_arguments(ARG "" "SOURCE;HEADER;TYPE;FUNCTION" "FILES;ROOT" ${ARGN})
    string(JOIN "|" files ${ARG_FILES})
    string(JOIN "|" roots ${ARG_ROOT})
    add_custom_command(
        OUTPUT ${ARG_SOURCE}
        COMMAND ${CMAKE_COMMAND} -DOUT=${ARG_SOURCE} -DFILES=${files} -DROOTS=${roots}
                -DHEADER=${ARG_HEADER} -DTYPE=${ARG_TYPE} -DFUNCTION=${ARG_FUNCTION}
                -P ${PROJECT_SOURCE_DIR}/cmake/write_embedded.cmake
        DEPENDS ${ARG_FILES} ${PROJECT_SOURCE_DIR}/cmake/write_embedded.cmake
        COMMENT "Putting files into the program: ${ARG_FUNCTION}"
        VERBATIM)
endfunction()
