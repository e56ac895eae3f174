package dev.lectern.store.lucene;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Opens a store and stores, for each line it reads, the document of which the line is the id. Argument: directory. */
final class HoldingWriter {

    private HoldingWriter() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (LuceneStore store = LuceneStore.open(Path.of(arguments[0]));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            out.println("open");
            for (String id = in.readLine(); id != null; id = in.readLine()) {
                store.upsert(List.of(Versioned.document(id, 1)));
                out.println("done");
            }
        }
    }
}
