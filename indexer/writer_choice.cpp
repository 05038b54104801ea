#include "indexer/writer_choice.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/glass/version_file.h"

#include <xapian.h>

namespace gazette {
namespace {

namespace fs = std::filesystem;

// The first bytes of a database that the library makes.
std::string mark_of_library(const fs::path& scratch) {
    try {
        fs::create_directories(scratch.parent_path());
        Xapian::WritableDatabase(scratch.string(),
                                 Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC)
            .close();
        const std::string bytes = read_whole_file(scratch / "iamglass");
        fs::remove_all(scratch);
        return bytes.substr(0, glass::kVersionMark.size());
    } catch (const fs::filesystem_error& error) {
        throw IndexError("cannot make a database to try: " + std::string(error.what()));
    } catch (const Xapian::Error& error) {
        throw IndexError("cannot make a database in " + scratch.string() + ": " +
                         error.get_description());
    }
}

}  // namespace

WriterChoice choose_writer(WriterKind wanted, const std::string& version, const std::string& mark) {
    if (wanted == WriterKind::plain) return {WriterKind::plain, {}};
    if (version.starts_with("1.4.") && mark == glass::kVersionMark) return {WriterKind::bulk, {}};
    return {WriterKind::plain,
            "the bulk writer does not know the database format of Xapian " + version +
                "; indexing with the plain writer, which takes longer"};
}

WriterChoice choose_writer(WriterKind wanted, const fs::path& scratch) {
    if (wanted == WriterKind::plain) return {WriterKind::plain, {}};
    return choose_writer(wanted, Xapian::version_string(), mark_of_library(scratch));
}

}  // namespace gazette
