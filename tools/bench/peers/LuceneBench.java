// Lucene 8 beside Gazette: the same documents, the same queries.
//   LuceneBench index DOCS.jsonl INDEX THREADS
//   LuceneBench search INDEX QUERIES.tsv ranked|exact
// Search prints kind, microseconds of the processor (of its thread: collecting garbage is not
// counted), matches, and the first id, as search_gazette does; ranked lets
// it stop counting at 1,000 (its default), exact has it count all. One thread, all queries thrice
// (few of them oftener) before they are timed, the query cache off.
// What it does less: one unstemmed stream of words by StandardAnalyzer, no spans to show, no
// ledger; texts are stored.
import java.nio.file.Paths;
import java.nio.file.Files;
import java.io.BufferedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.intervals.IntervalQuery;
import org.apache.lucene.queries.intervals.Intervals;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.FSDirectory;

public class LuceneBench {
    static final String TEXT = "text";
    static final String DATE = "date";
    static final String END = "";
    static final Sort NEWEST = new Sort(new SortField(DATE, SortField.Type.LONG, true));

    public static void main(String[] args) throws Exception {
        if (args.length == 4 && args[0].equals("index")) {
            index(args[1], args[2], Integer.parseInt(args[3]));
        } else if (args.length == 4 && args[0].equals("search")) {
            search(args[1], args[2], args[3].equals("exact"));
        } else {
            System.err.println("usage: LuceneBench index DOCS INDEX THREADS | search INDEX QUERIES ranked|exact");
            System.exit(2);
        }
    }

    static StandardAnalyzer analyzer() {
        return new StandardAnalyzer(CharArraySet.EMPTY_SET);
    }

    static void index(String documents, String folder, int threads) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(analyzer());
        config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        config.setRAMBufferSizeMB(128);
        BlockingQueue<String> lines = new ArrayBlockingQueue<>(256);
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(Paths.get(folder)), config)) {
            List<Thread> workers = new ArrayList<>();
            for (int i = 0; i < threads; ++i) {
                Thread worker = new Thread(() -> write(writer, lines));
                worker.start();
                workers.add(worker);
            }
            try (BufferedReader reader = Files.newBufferedReader(Paths.get(documents))) {
                for (String line; (line = reader.readLine()) != null; ) lines.put(line);
            }
            for (int i = 0; i < threads; ++i) lines.put(END);
            for (Thread worker : workers) worker.join();
            writer.commit();
        }
    }

    static void write(IndexWriter writer, BlockingQueue<String> lines) {
        try {
            for (String line = lines.take(); !line.isEmpty(); line = lines.take()) {
                Document document = new Document();
                String text = value(line, "title") + "\n" + value(line, "text");
                document.add(new StringField("id", value(line, "id"), Field.Store.YES));
                document.add(new StringField("lang", value(line, "lang"), Field.Store.YES));
                document.add(new TextField(TEXT, text, Field.Store.YES));
                long day = day(value(line, "date"));
                document.add(new LongPoint(DATE, day));
                document.add(new NumericDocValuesField(DATE, day));
                writer.addDocument(document);
            }
        } catch (Throwable error) {
            // Else who reads would wait for it for ever.
            error.printStackTrace();
            System.exit(1);
        }
    }

    // The string behind a key of a record that make_corpus.py wrote: it escapes few things.
    static String value(String line, String key) {
        String begin = "\"" + key + "\": \"";
        int at = line.indexOf(begin);
        if (at < 0) return "";
        StringBuilder text = new StringBuilder();
        for (int i = at + begin.length(); i < line.length() && line.charAt(i) != '"'; ++i) {
            char c = line.charAt(i);
            if (c == '\\') {
                c = line.charAt(++i);
                if (c == 'u') {
                    c = (char) Integer.parseInt(line.substring(i + 1, i + 5), 16);
                    i += 4;
                } else if (c == 'n') c = '\n';
                else if (c == 't') c = '\t';
                else if (c == 'r') c = '\r';
                else if (c == 'b' || c == 'f') c = ' ';
            }
            text.append(c);
        }
        return text.toString();
    }

    static List<String> terms(String words) throws Exception {
        List<String> terms = new ArrayList<>();
        try (TokenStream stream = analyzer().tokenStream(TEXT, words)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) terms.add(term.toString());
        }
        return terms;
    }

    // 2019-05-07: 20190507.
    static long day(String date) {
        return Long.parseLong(date.replace("-", ""));
    }

    static Query query(String kind, String words) throws Exception {
        if (kind.equals("date_term")) {
            String[] parts = words.split(" ");
            return new BooleanQuery.Builder()
                .add(new TermQuery(new Term(TEXT, parts[0])), BooleanClause.Occur.MUST)
                .add(LongPoint.newRangeQuery(DATE, day(parts[1]), day(parts[2])), BooleanClause.Occur.FILTER)
                .build();
        }
        List<String> terms = terms(words);
        if (terms.isEmpty() || (kind.contains("_10") && terms.size() != 2)) return null;
        if (kind.startsWith("phrase_")) {
            return new PhraseQuery(TEXT, terms.toArray(new String[0]));
        }
        if (kind.startsWith("within_10")) {
            // w/10: at most nine words between.
            return new IntervalQuery(TEXT, Intervals.maxgaps(9,
                Intervals.unordered(Intervals.term(terms.get(0)), Intervals.term(terms.get(1)))));
        }
        if (kind.startsWith("ordered_10")) {
            return new IntervalQuery(TEXT, Intervals.maxgaps(9,
                Intervals.ordered(Intervals.term(terms.get(0)), Intervals.term(terms.get(1)))));
        }
        if (kind.startsWith("prefix_")) return new PrefixQuery(new Term(TEXT, words));
        if (kind.startsWith("and_") || kind.startsWith("or_")) {
            BooleanQuery.Builder builder = new BooleanQuery.Builder();
            for (String term : terms) {
                builder.add(new TermQuery(new Term(TEXT, term)),
                    kind.startsWith("and_") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD);
            }
            return builder.build();
        }
        if (kind.startsWith("term_") || kind.equals("newest")) return new TermQuery(new Term(TEXT, terms.get(0)));
        return null;
    }

    static void search(String folder, String queries, boolean exact) throws Exception {
        List<String> kinds = new ArrayList<>();
        List<Query> list = new ArrayList<>();
        for (String line : Files.readAllLines(Paths.get(queries))) {
            String[] parts = line.split("\t");
            if (parts.length != 2) continue;
            Query query = query(parts[0], parts[1]);
            if (query == null) continue;
            kinds.add(parts[0]);
            list.add(query);
        }
        try (DirectoryReader reader = DirectoryReader.open(FSDirectory.open(Paths.get(folder)))) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            int untimed = Math.max(3, 1500 / Math.max(1, list.size()));
            for (int round = 0; round < untimed; ++round) {
                for (int i = 0; i < list.size(); ++i) ask(searcher, kinds.get(i), list.get(i), exact);
            }
            java.lang.management.ThreadMXBean clock =
                java.lang.management.ManagementFactory.getThreadMXBean();
            for (int i = 0; i < list.size(); ++i) {
                long begin = clock.getCurrentThreadCpuTime();
                TopDocs top = ask(searcher, kinds.get(i), list.get(i), exact);
                String first = "";
                for (int hit = 0; hit < top.scoreDocs.length; ++hit) {
                    String id = searcher.doc(top.scoreDocs[hit].doc, java.util.Collections.singleton("id")).get("id");
                    if (hit == 0) first = id;
                }
                double micros = (clock.getCurrentThreadCpuTime() - begin) / 1000.0;
                System.out.printf("%s\t%.1f\t%d\t%s%n", kinds.get(i), micros, exact ? top.totalHits.value : -1, first);
            }
        }
    }

    static TopDocs ask(IndexSearcher searcher, String kind, Query query, boolean exact) throws Exception {
        int counted = exact ? Integer.MAX_VALUE : 1000;
        if (kind.equals("newest")) {
            TopFieldCollector collector = TopFieldCollector.create(NEWEST, 10, counted);
            searcher.search(query, collector);
            return collector.topDocs();
        }
        TopScoreDocCollector collector = TopScoreDocCollector.create(10, counted);
        searcher.search(query, collector);
        return collector.topDocs();
    }
}
