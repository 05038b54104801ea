#include "indexer/ledger_reader.h"

#include "indexer/extract/partial.h"
#include "indexer/format/index_error.h"
#include "indexer/ledger_schema.h"
#include "indexer/sqlite.h"

namespace gazette {

namespace schema = ledger_schema;

namespace {

// Rows as the manifest of this revision has them.
void make_view(SqliteDatabase& database, std::int64_t generation, std::uint64_t published) {
    const std::string revision = std::to_string(published);
    database.run("CREATE TEMP VIEW seen AS SELECT " + schema::kColumns + " FROM " +
                 schema::inputs_table(generation) + " WHERE revision <= " + revision +
                 " UNION ALL SELECT " + schema::kColumns + " FROM " +
                 schema::undo_table(generation) + " WHERE undo_revision > " + revision);
}

std::filesystem::path existing_file(const std::filesystem::path& index_dir) {
    const auto file = schema::file_of(index_dir);
    if (std::filesystem::exists(file)) return file;
    throw IndexError("there is no ledger " + file.string() +
                     ": restore it from a copy, or rebuild the index (gazette index --rebuild)");
}

}  // namespace

struct LedgerReader::State {
    struct Statements {
        Statements(const SqliteDatabase& database, const std::string& table)
            : get(database, select(table) + "input_id = ?"),
              find(database, select(table) + "container = ? AND name = ?"),
              find_record(database,
                          select(table) +
                              "container = ?1 AND container > 0 AND hash = ?2 AND line > 0"
                              " AND substr(name, 1, length(?3)) = ?3"
                              " AND substr(name, length(?3) + 1, 1) IN ('#', ':')"
                              " ORDER BY outcome IN ('indexed', 'stale', 'missing') DESC, "
                              "input_id LIMIT 1"),
              find_document(database,
                            select(table) +
                                "doc_id = ? AND doc_id <> '' AND outcome IN ('indexed', 'stale', "
                                "'missing')") {}

        static std::string select(const std::string& table) {
            return "SELECT " + schema::kColumns + " FROM " + table + " WHERE ";
        }

        SqliteStatement get, find, find_record, find_document;
    };

    explicit State(const std::filesystem::path& index_dir)
        : database(existing_file(index_dir), SqliteMode::read_only) {}

    std::optional<LedgerRow> first(SqliteStatement& statement) {
        std::optional<LedgerRow> row;
        if (statement.step()) row = schema::read_row(statement);
        statement.reset();
        return row;
    }

    SqliteDatabase database;
    std::string table;
    std::unique_ptr<Statements> statements;
};

LedgerReader::LedgerReader(const std::filesystem::path& index_dir, std::uint64_t published)
    : state_(std::make_unique<State>(index_dir)) {
    SqliteDatabase& database = state_->database;
    // The first read after this takes the snapshot.
    database.run("BEGIN");
    schema::check_version(database, schema::file_of(index_dir));
    const std::int64_t generation = schema::generation_at(database, published);
    if (generation == 0) {
        throw IndexError("the ledger " + schema::file_of(index_dir).string() +
                         " is newer than the manifest: restore both from one copy, or rebuild the "
                         "index (gazette index --rebuild)");
    }
    make_view(database, generation, published);
    state_->table = "seen";
    state_->statements = std::make_unique<State::Statements>(database, state_->table);
}

LedgerReader::LedgerReader(const std::filesystem::path& index_dir, Newest newest)
    : state_(std::make_unique<State>(index_dir)) {
    state_->table = schema::inputs_table(newest.generation);
    state_->statements = std::make_unique<State::Statements>(state_->database, state_->table);
}

LedgerReader::~LedgerReader() = default;

std::optional<LedgerRow> LedgerReader::get(std::int64_t input_id) {
    return state_->first(state_->statements->get.bind(0, input_id));
}

std::optional<LedgerRow> LedgerReader::find(std::int64_t container, std::string_view name) {
    return state_->first(state_->statements->find.bind(0, container).bind(1, name));
}

std::optional<LedgerRow> LedgerReader::find_record(std::int64_t container,
                                                   std::string_view base,
                                                   std::string_view hash) {
    return state_->first(
        state_->statements->find_record.bind(0, container).bind(1, hash).bind(2, base));
}

std::optional<LedgerRow> LedgerReader::find_document(std::string_view doc_id) {
    return state_->first(state_->statements->find_document.bind(0, doc_id));
}

std::vector<LedgerRow> LedgerReader::copies_of(std::string_view doc_id, std::size_t limit) {
    SqliteStatement statement(state_->database,
                              State::Statements::select(state_->table) +
                                  "doc_id = ? AND doc_id <> '' AND outcome = 'duplicate'"
                                  " ORDER BY container, name LIMIT ?");
    statement.bind(0, doc_id).bind(1, static_cast<std::int64_t>(limit));
    std::vector<LedgerRow> rows;
    while (statement.step()) rows.push_back(schema::read_row(statement));
    return rows;
}

void LedgerReader::each(const std::function<void(const LedgerRow&)>& take) {
    SqliteStatement statement(state_->database,
                              "SELECT " + schema::kColumns + " FROM " + state_->table);
    while (statement.step()) take(schema::read_row(statement));
}

void LedgerReader::each_rejected(const std::function<void(const LedgerRow&)>& take) {
    SqliteStatement statement(state_->database,
                              "SELECT " + schema::kColumns + " FROM " + state_->table +
                                  " WHERE outcome IN ('rejected', 'stale')"
                                  " OR (outcome = 'container' AND reason <> '')"
                                  " ORDER BY container, line, name");
    while (statement.step()) take(schema::read_row(statement));
}

void LedgerReader::each_partial(const std::function<void(const LedgerRow&)>& take) {
    SqliteStatement statement(state_->database,
                              "SELECT " + schema::kColumns + " FROM " + state_->table +
                                  " WHERE outcome = 'indexed' AND warnings LIKE '%partial: %'"
                                  " ORDER BY container, line, name");
    while (statement.step()) {
        const LedgerRow row = schema::read_row(statement);
        if (is_partial(row.warnings)) take(row);
    }
}

namespace {

std::string count_sql(const std::string& table, const std::string& condition) {
    return "SELECT CASE WHEN outcome = 'indexed' AND"
           " char(10) || warnings LIKE '%' || char(10) || 'partial: %' THEN 'partial'"
           " ELSE outcome END AS shown, count(*) FROM " +
           table + condition + " GROUP BY shown";
}

std::map<std::string, std::uint64_t> counts_of(SqliteStatement& statement) {
    std::map<std::string, std::uint64_t> counts;
    while (statement.step()) {
        counts[statement.text(0)] = static_cast<std::uint64_t>(statement.integer(1));
    }
    return counts;
}

}  // namespace

std::map<std::string, std::uint64_t> LedgerReader::count_records(std::int64_t container) {
    SqliteStatement statement(state_->database, count_sql(state_->table, " WHERE container = ?"));
    statement.bind(0, container);
    return counts_of(statement);
}

std::map<std::string, std::uint64_t> LedgerReader::count_inputs() {
    SqliteStatement statement(state_->database, count_sql(state_->table, ""));
    return counts_of(statement);
}

std::optional<RunRow> LedgerReader::last_run() {
    SqliteStatement statement(state_->database,
                              "SELECT run, started_at, finished_at, paths, result, report FROM runs"
                              " ORDER BY run DESC LIMIT 1");
    if (!statement.step()) return std::nullopt;
    RunRow row;
    row.run = statement.integer(0);
    row.started_at = statement.text(1);
    row.finished_at = statement.text(2);
    row.paths_json = statement.text(3);
    row.result = statement.text(4);
    row.report_json = statement.text(5);
    return row;
}

void LedgerReader::copy_to(const std::filesystem::path& file) {
    SqliteDatabase copy(file, SqliteMode::read_write);
    state_->database.copy_to(copy);
}

}  // namespace gazette
