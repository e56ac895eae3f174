package dev.lectern.store.lucene;

import dev.lectern.document.Node;
import dev.lectern.store.StoreException;
import dev.lectern.store.StoredDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NoLockFactory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/**
 * Reads a store through and says what is broken: first each file of Lucene's (checksums, structure), then what we keep in it (each
 * record can be read, each document has as many nodes as it says, each node a vector).
 */
final class Verification {

    private static final Pattern FAULT = Pattern.compile("(?i)ERROR|FAILED|exception|problem|corrupt");

    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> expected = new TreeMap<>();
    private final Map<String, Integer> found = new HashMap<>();

    private Verification() {}

    static VerifyReport of(Path path) {
        StoreDirectory store = StoreDirectory.open(path);
        try (Directory lucene = store.lucene(false)) {
            return new Verification().of(lucene);
        } catch (LockObtainFailedException e) {
            throw Holder.conflict(path, e);
        } catch (IOException | RuntimeException e) {
            if (e instanceof StoreException known) {
                throw known;
            }
            throw Failures.of("verify store " + path, path, e);
        }
    }

    private VerifyReport of(Directory lucene) throws IOException {
        checkLucene(lucene);
        if (!faults.isEmpty()) {
            return new VerifyReport(0, 0, faults);
        }
        try (DirectoryReader reader = DirectoryReader.open(lucene)) {
            for (LeafReaderContext segment : reader.leaves()) {
                readRecords(segment);
            }
        }
        return compared();
    }

    private void checkLucene(Directory lucene) throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (CheckIndex check = new CheckIndex(lucene, lock(lucene));
                PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8)) {
            check.setInfoStream(out);
            CheckIndex.Status status = check.checkIndex();
            if (!status.clean) {
                log.toString(StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> FAULT.matcher(line).find())
                        .distinct()
                        .forEach(faults::add);
                if (faults.isEmpty()) {
                    faults.add("Lucene's own check finds the index broken and does not say where");
                }
            }
        }
    }

    /** Returns the lock of the writer; where nobody can write, none is needed. */
    private static Lock lock(Directory lucene) throws IOException {
        try {
            return lucene.obtainLock(IndexWriter.WRITE_LOCK_NAME);
        } catch (LockObtainFailedException e) {
            throw e;
        } catch (IOException e) {
            if (Failures.isReadOnly(e)) {
                return NoLockFactory.INSTANCE.obtainLock(lucene, IndexWriter.WRITE_LOCK_NAME);
            }
            throw e;
        }
    }

    private void readRecords(LeafReaderContext segment) throws IOException {
        Bits live = segment.reader().getLiveDocs();
        StoredFields stored = segment.reader().storedFields();
        FixedBitSet withVector = withVector(segment);
        for (int doc = 0; doc < segment.reader().maxDoc(); doc++) {
            if (live == null || live.get(doc)) {
                try {
                    count(Records.read(stored, doc), withVector.get(doc));
                } catch (IOException | RuntimeException e) {
                    faults.add("record " + (segment.docBase + doc) + " cannot be read: " + e.getMessage());
                }
            }
        }
    }

    /** Returns the Lucene documents that have a vector, of whatever dimensions. */
    private static FixedBitSet withVector(LeafReaderContext segment) throws IOException {
        FixedBitSet with = new FixedBitSet(segment.reader().maxDoc());
        for (FieldInfo field : segment.reader().getFieldInfos()) {
            if (field.hasVectorValues()) {
                FloatVectorValues values = segment.reader().getFloatVectorValues(field.name);
                if (values != null) {
                    with.or(values);
                }
            }
        }
        return with;
    }

    private void count(BytesRef record, boolean withVector) throws IOException {
        if (StoredRecord.isNode(record)) {
            Node node = StoredRecord.node(record);
            found.merge(node.documentId(), 1, Integer::sum);
            if (!withVector) {
                faults.add("node " + node.id() + " has no vector");
            }
            return;
        }
        StoredDocument document = StoredRecord.document(record);
        if (expected.put(document.id(), document.nodeCount()) != null) {
            faults.add("document " + document.id() + " is there twice");
        }
    }

    private VerifyReport compared() {
        long nodes = 0;
        for (Map.Entry<String, Integer> entry : expected.entrySet()) {
            int count = found.getOrDefault(entry.getKey(), 0);
            nodes += count;
            if (count != entry.getValue()) {
                faults.add("document " + entry.getKey() + " must have " + entry.getValue() + " nodes, has " + count);
            }
        }
        found.keySet().stream()
                .filter(id -> !expected.containsKey(id))
                .sorted()
                .forEach(id -> faults.add("nodes of document " + id + " are there without the document"));
        return new VerifyReport(expected.size(), nodes, faults);
    }
}
