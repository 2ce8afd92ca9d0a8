import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.apache.lucene.util.Version;

/**
 * Lucene with its own analyser of Thai, driven by lines: first the number of passages, then each as id, tab and text;
 * answered with the version once they are indexed. Then each line is a query, answered with the ids found, best first.
 */
public class LuceneThai {
    public static void main(String[] arguments) throws Exception {
        int depth = Integer.parseInt(arguments[0]);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Analyzer analyzer = new ThaiAnalyzer();
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (int left = Integer.parseInt(in.readLine()); left > 0; left--) {
                String[] parts = in.readLine().split("\t", 2);
                Document document = new Document();
                document.add(new StoredField("id", parts[0]));
                document.add(new TextField("text", parts[1], Field.Store.NO));
                writer.addDocument(document);
            }
        }
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(directory));
        QueryBuilder builder = new QueryBuilder(analyzer);
        out.println(Version.LATEST);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Query query = builder.createBooleanQuery("text", line);
            StringBuilder found = new StringBuilder();
            if (query != null) {
                for (ScoreDoc hit : searcher.search(query, depth).scoreDocs) {
                    found.append(searcher.doc(hit.doc).get("id")).append('\t');
                }
            }
            out.println(found.toString().trim());
        }
    }
}
