#include "indexer/ledger.h"

#include "indexer/format/index_error.h"
#include "indexer/ledger_schema.h"
#include "indexer/sqlite.h"

#include <utility>

namespace gazette {

namespace schema = ledger_schema;

namespace {

std::int64_t as_integer(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

bool is_empty(SqliteDatabase& database) {
    SqliteStatement statement(database, "SELECT count(*) FROM sqlite_schema");
    statement.step();
    return statement.integer(0) == 0;
}

std::unique_ptr<SqliteDatabase> open(const std::filesystem::path& index_dir) {
    const auto file = schema::file_of(index_dir);
    auto database = std::make_unique<SqliteDatabase>(file, SqliteMode::read_write);
    // FULL: a commit is on disk when it comes back, also without power.
    database->run("PRAGMA journal_mode = WAL");
    database->run("PRAGMA synchronous = FULL");
    database->run("PRAGMA cache_size = -4096");
    database->run("PRAGMA journal_size_limit = 33554432");
    if (is_empty(*database)) {
        SqliteTransaction transaction(*database);
        schema::create(*database);
        schema::create_generation(*database, 1, 0);
        transaction.commit();
    }
    schema::check_version(*database, file);
    return database;
}

void remove_ledger(const std::filesystem::path& index_dir) {
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        std::filesystem::remove(schema::file_of(index_dir).string() + suffix);
    }
}

// A ledger that cannot be read is in the way of a rebuild, and of nothing else.
std::unique_ptr<SqliteDatabase> open_or_replace(const std::filesystem::path& index_dir) {
    try {
        return open(index_dir);
    } catch (const IndexError&) {
        remove_ledger(index_dir);
        return open(index_dir);
    }
}

std::vector<std::int64_t> generations(SqliteDatabase& database) {
    std::vector<std::int64_t> result;
    SqliteStatement statement(database, "SELECT generation FROM generations ORDER BY 1");
    while (statement.step()) result.push_back(statement.integer(0));
    return result;
}

void drop_all_but(SqliteDatabase& database, std::int64_t kept) {
    for (const std::int64_t generation : generations(database)) {
        if (generation != kept) schema::drop_generation(database, generation);
    }
}

std::uint64_t newest_revision(SqliteDatabase& database, std::int64_t generation) {
    SqliteStatement statement(database,
                              "SELECT max(revision) FROM " + schema::inputs_table(generation));
    statement.step();
    return static_cast<std::uint64_t>(statement.integer(0));
}

// Takes back what was to be published after `published`.
void roll_back(SqliteDatabase& database, std::int64_t generation, std::uint64_t published) {
    const std::string inputs = schema::inputs_table(generation);
    const std::string undo = schema::undo_table(generation);
    SqliteStatement(database, "DELETE FROM " + inputs + " WHERE revision > ?")
        .bind(0, as_integer(published))
        .execute();
    SqliteStatement(database,
                    "INSERT OR REPLACE INTO " + inputs + " SELECT " + schema::kColumns + " FROM " +
                        undo + " WHERE undo_revision > ?")
        .bind(0, as_integer(published))
        .execute();
    database.run("DELETE FROM " + undo);
}

}  // namespace

struct Ledger::State {
    // Prepared once the generation is known.
    struct Statements {
        Statements(const SqliteDatabase& database, std::int64_t generation)
            : get(database, select(generation) + "input_id = ?"),
              find(database, select(generation) + "container = ? AND name = ?"),
              find_document(
                  database,
                  select(generation) +
                      "doc_id = ? AND doc_id <> '' AND outcome IN ('indexed', 'stale', 'missing')"),
              about_document(database,
                             select(generation) +
                                 "doc_id = ? AND doc_id <> '' AND input_id > ?"
                                 " ORDER BY input_id LIMIT ?"),
              find_text(database,
                        select(generation) +
                            "text_hash = ? AND text_hash <> '' AND outcome IN ('indexed', 'stale', "
                            "'missing') LIMIT 1"),
              rows_after(database,
                         select(generation) +
                             "container = ? AND name > ? ORDER BY container, name LIMIT ?"),
              rows_between(database,
                           select(generation) +
                               "container = ? AND name > ? AND name < ?"
                               " ORDER BY container, name LIMIT ?"),
              missing_after(database,
                            select(generation) +
                                "outcome = 'missing' AND container = ? AND name > ?"
                                " ORDER BY container, name LIMIT ?"),
              insert(database,
                     "INSERT INTO " + schema::inputs_table(generation) + " VALUES (" +
                         schema::placeholders() + ")"),
              replace(database,
                      "REPLACE INTO " + schema::inputs_table(generation) + " VALUES (" +
                          schema::placeholders() + ")"),
              keep(database,
                   "INSERT OR IGNORE INTO " + schema::undo_table(generation) + " SELECT ?, " +
                       schema::kColumns + " FROM " + schema::inputs_table(generation) +
                       " WHERE input_id = ? AND revision < ?"),
              remove(database,
                     "DELETE FROM " + schema::inputs_table(generation) + " WHERE input_id = ?"),
              remove_old_rejections(
                  database,
                  "DELETE FROM " + schema::inputs_table(generation) +
                      " WHERE container = ? AND line > 0 AND outcome = 'rejected' AND run < ?"),
              forget(
                  database,
                  "DELETE FROM " + schema::undo_table(generation) + " WHERE undo_revision <= ?") {}

        static std::string select(std::int64_t generation) {
            return "SELECT " + schema::kColumns + " FROM " + schema::inputs_table(generation) +
                   " WHERE ";
        }

        SqliteStatement get, find, find_document, about_document, find_text, rows_after,
            rows_between, missing_after, insert, replace, keep, remove, remove_old_rejections,
            forget;
    };

    void keep(std::int64_t input_id, std::uint64_t revision) {
        if (!keep_undo || revision <= published) return;
        statements->keep.bind(0, as_integer(revision))
            .bind(1, input_id)
            .bind(2, as_integer(revision))
            .execute();
        undo_kept = true;
    }

    std::unique_ptr<SqliteDatabase> database;
    std::int64_t generation = 0;
    std::uint64_t published = 0;
    bool keep_undo = true;
    bool rebuilding = false;  // the generation does not count yet
    bool undo_kept = false;
    std::unique_ptr<Statements> statements;
    std::unique_ptr<SqliteTransaction> transaction;
};

namespace {

std::optional<LedgerRow> first_row(SqliteStatement& statement) {
    std::optional<LedgerRow> row;
    if (statement.step()) row = schema::read_row(statement);
    statement.reset();
    return row;
}

std::vector<LedgerRow> all_rows(SqliteStatement& statement) {
    std::vector<LedgerRow> rows;
    while (statement.step()) rows.push_back(schema::read_row(statement));
    statement.reset();
    return rows;
}

}  // namespace

Ledger::Ledger(const std::filesystem::path& index_dir, std::uint64_t published, Purpose purpose)
    : state_(std::make_unique<State>()) {
    const auto file = schema::file_of(index_dir);
    const bool rebuild = purpose == Purpose::rebuild;
    if (!rebuild && published > 0 && !std::filesystem::exists(file)) {
        throw IndexError("the ledger " + file.string() +
                         " is gone, and without it nobody knows what the index holds: restore it "
                         "from a copy, or rebuild the index (gazette index --rebuild)");
    }
    state_->database = rebuild ? open_or_replace(index_dir) : open(index_dir);
    state_->published = published;
    SqliteDatabase& database = *state_->database;

    SqliteTransaction transaction(database);
    const std::int64_t current = schema::generation_at(database, published);
    drop_all_but(database, current);
    if (current == 0 && !rebuild) {
        throw IndexError("the ledger " + file.string() +
                         " is newer than the manifest: restore both from one copy, or rebuild the "
                         "index (gazette index --rebuild)");
    }
    if (current != 0) {
        if (!rebuild && newest_revision(database, current) > published + 1) {
            throw IndexError("the ledger " + file.string() + " knows of revision " +
                             std::to_string(newest_revision(database, current)) +
                             " of the index, but the manifest is gone or has revision " +
                             std::to_string(published) +
                             ": restore both from one copy, or rebuild the index (gazette index "
                             "--rebuild)");
        }
        roll_back(database, current, published);
    }
    if (rebuild) schema::create_generation(database, current + 1, published + 1);
    transaction.commit();

    state_->generation = rebuild ? current + 1 : current;
    state_->keep_undo = !rebuild;
    state_->rebuilding = rebuild;
    state_->statements = std::make_unique<State::Statements>(database, state_->generation);
}

Ledger::~Ledger() = default;

std::int64_t Ledger::generation() const {
    return state_->generation;
}

std::uint64_t Ledger::published() const {
    return state_->published;
}

std::int64_t Ledger::last_input_id() {
    SqliteStatement statement(
        *state_->database, "SELECT max(input_id) FROM " + schema::inputs_table(state_->generation));
    statement.step();
    return statement.integer(0);
}

std::int64_t Ledger::begin_run(const std::string& started_at, const std::string& paths_json) {
    SqliteStatement(*state_->database,
                    "INSERT INTO runs (started_at, paths, result) VALUES (?, ?, 'running')")
        .bind(0, started_at)
        .bind(1, paths_json)
        .execute();
    return state_->database->last_insert_id();
}

void Ledger::finish_run(std::int64_t run,
                        const std::string& finished_at,
                        const std::string& result,
                        const std::string& report_json) {
    SqliteStatement(*state_->database,
                    "UPDATE runs SET finished_at = ?, result = ?, report = ? WHERE run = ?")
        .bind(0, finished_at)
        .bind(1, result)
        .bind(2, report_json)
        .bind(3, run)
        .execute();
}

std::optional<LedgerRow> Ledger::get(std::int64_t input_id) {
    return first_row(state_->statements->get.bind(0, input_id));
}

std::optional<LedgerRow> Ledger::find(std::int64_t container, std::string_view name) {
    return first_row(state_->statements->find.bind(0, container).bind(1, name));
}

std::optional<LedgerRow> Ledger::find_document(std::string_view doc_id) {
    return first_row(state_->statements->find_document.bind(0, doc_id));
}

std::optional<LedgerRow> Ledger::find_text(std::string_view text_hash) {
    return first_row(state_->statements->find_text.bind(0, text_hash));
}

std::vector<LedgerRow> Ledger::about_document(std::string_view doc_id,
                                              std::size_t limit,
                                              std::int64_t after) {
    return all_rows(state_->statements->about_document.bind(0, doc_id).bind(1, after).bind(
        2, static_cast<std::int64_t>(limit)));
}

Ledger::RecordCounts Ledger::count_records(std::int64_t container) {
    SqliteStatement statement(*state_->database,
                              "SELECT outcome, reason, count(*) FROM " +
                                  schema::inputs_table(state_->generation) +
                                  " WHERE container = ? GROUP BY outcome, reason");
    statement.bind(0, container);
    RecordCounts counts;
    while (statement.step()) {
        const auto outcome = outcome_of(statement.text(0));
        const auto count = static_cast<std::uint64_t>(statement.integer(2));
        if (outcome == Outcome::indexed || outcome == Outcome::stale) counts.documents += count;
        if (outcome == Outcome::duplicate) counts.copies += count;
        const bool was_cut_short = outcome == Outcome::container && !statement.text(1).empty();
        if (outcome == Outcome::rejected || was_cut_short) {
            counts.rejected_by_reason[statement.text(1)] += count;
        }
    }
    return counts;
}

std::vector<LedgerRow> Ledger::rows_after(std::int64_t container,
                                          std::string_view after,
                                          std::string_view before,
                                          std::size_t limit) {
    const auto most = static_cast<std::int64_t>(limit);
    if (before.empty()) {
        return all_rows(
            state_->statements->rows_after.bind(0, container).bind(1, after).bind(2, most));
    }
    return all_rows(state_->statements->rows_between.bind(0, container)
                        .bind(1, after)
                        .bind(2, before)
                        .bind(3, most));
}

std::vector<LedgerRow> Ledger::missing_after(std::int64_t container,
                                             std::string_view after,
                                             std::size_t limit) {
    return all_rows(state_->statements->missing_after.bind(0, container)
                        .bind(1, after)
                        .bind(2, static_cast<std::int64_t>(limit)));
}

void Ledger::begin() {
    state_->transaction = std::make_unique<SqliteTransaction>(*state_->database);
}

void Ledger::commit() {
    state_->transaction->commit();
    state_->transaction.reset();
}

std::int64_t Ledger::put(const LedgerRow& row) {
    State::Statements& statements = *state_->statements;
    statements.find.bind(0, row.container).bind(1, row.name);
    const std::int64_t known = statements.find.step() ? statements.find.integer(0) : 0;
    statements.find.reset();
    if (known == 0) {
        // No input_id given: SQLite takes the next one.
        schema::bind_row(statements.insert, row, 1);
        statements.insert.execute();
        return state_->database->last_insert_id();
    }
    state_->keep(known, row.revision);
    statements.replace.bind(0, known);
    schema::bind_row(statements.replace, row, 1);
    statements.replace.execute();
    return known;
}

void Ledger::remove(std::int64_t input_id, std::uint64_t revision) {
    state_->keep(input_id, revision);
    state_->statements->remove.bind(0, input_id).execute();
}

void Ledger::remove_old_rejections(std::int64_t container, std::int64_t run) {
    state_->statements->remove_old_rejections.bind(0, container).bind(1, run).execute();
}

void Ledger::set_published(std::uint64_t revision) {
    state_->published = revision;
    if (std::exchange(state_->rebuilding, false)) {
        SqliteTransaction transaction(*state_->database);
        drop_all_but(*state_->database, state_->generation);
        transaction.commit();
        state_->keep_undo = true;
    }
    if (!std::exchange(state_->undo_kept, false)) return;
    state_->statements->forget.bind(0, as_integer(revision)).execute();
}

}  // namespace gazette
