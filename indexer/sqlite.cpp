#include "indexer/sqlite.h"

#include "indexer/format/index_error.h"

#include <sqlite3.h>

namespace gazette {

namespace {

// Another process that recovers or checkpoints the file is waited for.
constexpr int kBusyTimeoutMs = 10'000;

// A name for sqlite3_open_v2's URI form: '%', '?' and '#' would be read as syntax.
std::string immutable_uri(const std::filesystem::path& file) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        if (c == '%' || c == '?' || c == '#') {
            const auto byte = static_cast<unsigned char>(c);
            uri += '%';
            uri += kHex[byte >> 4];
            uri += kHex[byte & 15];
        } else {
            uri += c;
        }
    }
    return uri + "?immutable=1";
}

bool can_be_read(sqlite3* handle) {
    return sqlite3_exec(handle, "SELECT 1 FROM sqlite_schema", nullptr, nullptr, nullptr) ==
           SQLITE_OK;
}

}  // namespace

SqliteDatabase::SqliteDatabase(const std::filesystem::path& file, SqliteMode mode) : file_(file) {
    const int flags = mode == SqliteMode::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                     : SQLITE_OPEN_READONLY;
    int status = sqlite3_open_v2(file.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    // A write-ahead log wants a file of shared memory beside it. Who may not write there can still
    // read a database that nobody is writing.
    if (mode == SqliteMode::read_only && status == SQLITE_OK && !can_be_read(handle_) &&
        !std::filesystem::exists(file.string() + "-wal")) {
        sqlite3_close(handle_);
        handle_ = nullptr;
        status = sqlite3_open_v2(immutable_uri(file).c_str(),
                                 &handle_,
                                 flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI,
                                 nullptr);
    }
    if (status != SQLITE_OK) {
        const std::string words =
            handle_ == nullptr ? sqlite3_errstr(status) : sqlite3_errmsg(handle_);
        sqlite3_close(handle_);
        throw IndexError("cannot open " + file.string() + ": " + words);
    }
    sqlite3_busy_timeout(handle_, kBusyTimeoutMs);
}

SqliteDatabase::~SqliteDatabase() {
    sqlite3_close(handle_);
}

void SqliteDatabase::run(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(sql);
}

std::int64_t SqliteDatabase::last_insert_id() const {
    return sqlite3_last_insert_rowid(handle_);
}

void SqliteDatabase::copy_to(SqliteDatabase& to) const {
    sqlite3_backup* backup = sqlite3_backup_init(to.handle_, "main", handle_, "main");
    if (backup == nullptr) to.fail("beginning a copy");
    const int status = sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK || status != SQLITE_DONE) {
        to.fail("copying " + file_.string());
    }
}

void SqliteDatabase::fail(const std::string& doing) const {
    throw IndexError(file_.string() + ": " + sqlite3_errmsg(handle_) + " (" + doing.substr(0, 60) +
                     ")");
}

SqliteStatement::SqliteStatement(const SqliteDatabase& database, const std::string& sql)
    : database_(database) {
    if (sqlite3_prepare_v3(database.handle(),
                           sql.data(),
                           static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT,
                           &statement_,
                           nullptr) != SQLITE_OK) {
        database.fail(sql);
    }
}

SqliteStatement::~SqliteStatement() {
    sqlite3_finalize(statement_);
}

SqliteStatement& SqliteStatement::bind(int parameter, std::int64_t value) {
    if (sqlite3_bind_int64(statement_, parameter + 1, value) != SQLITE_OK) {
        database_.fail("binding a number");
    }
    return *this;
}

SqliteStatement& SqliteStatement::bind(int parameter, std::string_view value) {
    const char* bytes = value.data() == nullptr ? "" : value.data();
    if (sqlite3_bind_text64(
            statement_, parameter + 1, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8) !=
        SQLITE_OK) {
        database_.fail("binding a text");
    }
    return *this;
}

bool SqliteStatement::step() {
    const int status = sqlite3_step(statement_);
    if (status == SQLITE_ROW) return true;
    if (status != SQLITE_DONE) {
        const char* sql = sqlite3_sql(statement_);
        database_.fail(sql == nullptr ? "" : sql);
    }
    return false;
}

void SqliteStatement::execute() {
    while (step()) {
    }
    reset();
}

void SqliteStatement::reset() {
    sqlite3_reset(statement_);
}

std::int64_t SqliteStatement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string SqliteStatement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

SqliteTransaction::SqliteTransaction(SqliteDatabase& database) : database_(database) {
    database_.run("BEGIN IMMEDIATE");
}

SqliteTransaction::~SqliteTransaction() {
    // Nothing to tell where rolling back fails: SQLite has then rolled back by itself.
    if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void SqliteTransaction::commit() {
    database_.run("COMMIT");
    open_ = false;
}

}  // namespace gazette
