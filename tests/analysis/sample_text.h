// Real text for the analyzer's tests: archives that may lie beside the repository.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace gazette::test {

// The files of an archive in shared_data() (a .tar.zst, or a .zst), one after the other, as valid
// UTF-8, cut to `max_bytes`. Empty when the archive is missing.
std::string archive_text(std::string_view relative_path, std::size_t max_bytes);

// Code points that meet in real text and in hostile text: letters of many scripts, digits, marks,
// separators, emoji, jamo, compatibility forms, controls.
std::u32string_view tricky_alphabet();

std::string random_text(std::mt19937& random, std::u32string_view alphabet, std::size_t length);

std::string to_utf8(std::u32string_view text);
std::u32string to_utf32(std::string_view text);

// Sentences of running text in scripts without spaces.
const std::vector<std::string>& unspaced_sentences();

}  // namespace gazette::test
