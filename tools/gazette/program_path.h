// Where the program that runs lies: it starts itself again as a worker process.
#pragma once

#include <filesystem>

namespace gazette {

// `called_as` is argv[0]. To be called once, before there are threads.
void remember_program_path(const char* called_as);
const std::filesystem::path& program_path();

}  // namespace gazette
