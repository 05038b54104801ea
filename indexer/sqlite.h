// SQLite, as little of it as the ledger needs. Every failure is an IndexError that names the file
// and says what SQLite said.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace gazette {

enum class SqliteMode : std::uint8_t { read_write, read_only };

// A connection. One thread at a time; every thread opens its own.
class SqliteDatabase {
  public:
    // read_write makes the file where there is none.
    SqliteDatabase(const std::filesystem::path& file, SqliteMode mode);
    ~SqliteDatabase();
    SqliteDatabase(const SqliteDatabase&) = delete;
    SqliteDatabase& operator=(const SqliteDatabase&) = delete;

    void run(const std::string& sql);
    std::int64_t last_insert_id() const;
    // All of it, in the state that a transaction under way sees, in the place of what `to` holds.
    void copy_to(SqliteDatabase& to) const;
    sqlite3* handle() const { return handle_; }
    // Throws IndexError with SQLite's last words.
    [[noreturn]] void fail(const std::string& doing) const;

  private:
    std::filesystem::path file_;
    sqlite3* handle_ = nullptr;
};

// A prepared statement. Columns and parameters count from 0.
class SqliteStatement {
  public:
    SqliteStatement(const SqliteDatabase& database, const std::string& sql);
    ~SqliteStatement();
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    SqliteStatement& bind(int parameter, std::int64_t value);
    // `value` is copied.
    SqliteStatement& bind(int parameter, std::string_view value);
    // True when there is a row to look at.
    bool step();
    // Runs to the end, and is ready for the next parameters.
    void execute();
    void reset();

    std::int64_t integer(int column) const;
    std::string text(int column) const;

  private:
    const SqliteDatabase& database_;
    sqlite3_stmt* statement_ = nullptr;
};

// Commits when told to, else rolls back.
class SqliteTransaction {
  public:
    explicit SqliteTransaction(SqliteDatabase& database);
    ~SqliteTransaction();
    SqliteTransaction(const SqliteTransaction&) = delete;
    SqliteTransaction& operator=(const SqliteTransaction&) = delete;

    void commit();

  private:
    SqliteDatabase& database_;
    bool open_ = true;
};

}  // namespace gazette
