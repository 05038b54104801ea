# Run by gazette_embed: writes OUT with the bytes of FILES, whose names are relative to ROOTS.
string(REPLACE "|" ";" FILES "${FILES}")
string(REPLACE "|" ";" ROOTS "${ROOTS}")
set(arrays "")
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
    set(name "")
    foreach(root IN LISTS ROOTS)
        cmake_path(IS_PREFIX root "${file}" NORMALIZE below)
        if(below AND name STREQUAL "")
            cmake_path(RELATIVE_PATH file BASE_DIRECTORY "${root}" OUTPUT_VARIABLE name)
        endif()
    endforeach()
    if(name STREQUAL "")
        message(FATAL_ERROR "${file} is below none of ${ROOTS}")
    endif()
    file(READ "${file}" hex HEX)
    string(LENGTH "${hex}" digits)
    math(EXPR size "${digits} / 2")
    # A NUL at the end, so that an empty file is an array too.
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}00")
    string(REGEX REPLACE "(................................................................................)" "\\1\n"
           bytes "${bytes}")
    string(APPEND arrays "constexpr unsigned char kBytes${number}[] = {\n${bytes}};\n")
    string(APPEND rows "    {\"${name}\", {reinterpret_cast<const char*>(kBytes${number}), ${size}}},\n")
    math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUT}"
"// Made by cmake/write_embedded.cmake.
#include \"${HEADER}\"

namespace gazette {
namespace {

${arrays}
const ${TYPE} kFiles[] = {
${rows}};

}  // namespace

std::span<const ${TYPE}> ${FUNCTION}() { return kFiles; }

}  // namespace gazette
")
