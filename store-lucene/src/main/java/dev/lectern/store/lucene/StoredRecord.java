package dev.lectern.store.lucene;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataValue;
import dev.lectern.document.MetadataValue.Bool;
import dev.lectern.document.MetadataValue.Decimal;
import dev.lectern.document.MetadataValue.Moment;
import dev.lectern.document.MetadataValue.Text;
import dev.lectern.document.MetadataValue.TextList;
import dev.lectern.document.MetadataValue.WholeNumber;
import dev.lectern.document.Node;
import dev.lectern.document.Span;
import dev.lectern.store.DocumentNodes;
import dev.lectern.store.StoredDocument;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.ByteArrayDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.BytesRef;

/**
 * The bytes in which a node, or a document's own entry, is kept whole: what comes out is equal to what went in.
 *
 * <p>Texts are a variable-length count of bytes and {@link TextBytes}. A node is the byte {@value #NODE}, id, document id, ordinal,
 * start of the span, text, metadata. A document is the byte {@value #DOCUMENT}, id, version, node count, metadata. Metadata is the
 * number of keys, and for each the key, a letter for the kind, and the value.
 */
final class StoredRecord {

    private static final byte DOCUMENT = 'd';
    private static final byte NODE = 'n';

    private StoredRecord() {}

    static BytesRef of(Node node) throws IOException {
        ByteBuffersDataOutput out = new ByteBuffersDataOutput();
        out.writeByte(NODE);
        write(node.id(), out);
        write(node.documentId(), out);
        out.writeVInt(node.ordinal());
        out.writeVInt(node.span().start());
        write(node.text(), out);
        write(node.metadata(), out);
        return new BytesRef(out.toArrayCopy());
    }

    static BytesRef of(DocumentNodes ready) throws IOException {
        ByteBuffersDataOutput out = new ByteBuffersDataOutput();
        out.writeByte(DOCUMENT);
        write(ready.document().id(), out);
        write(ready.version(), out);
        out.writeVInt(ready.nodes().size());
        write(ready.document().metadata(), out);
        return new BytesRef(out.toArrayCopy());
    }

    static boolean isNode(BytesRef record) {
        return record.bytes[record.offset] == NODE;
    }

    static Node node(BytesRef record) throws IOException {
        DataInput in = open(record, NODE);
        String id = readText(in);
        String documentId = readText(in);
        int ordinal = in.readVInt();
        int start = in.readVInt();
        String text = readText(in);
        return new Node(id, documentId, ordinal, new Span(start, start + text.length()), text, readMetadata(in));
    }

    static StoredDocument document(BytesRef record) throws IOException {
        DataInput in = open(record, DOCUMENT);
        return new StoredDocument(readText(in), readText(in), in.readVInt(), readMetadata(in));
    }

    private static DataInput open(BytesRef record, byte kind) throws IOException {
        ByteArrayDataInput in = new ByteArrayDataInput(record.bytes, record.offset, record.length);
        byte found = in.readByte();
        if (found != kind) {
            throw new IOException("record must begin with '" + (char) kind + "', got: '" + (char) found + "'");
        }
        return in;
    }

    private static void write(Metadata metadata, DataOutput out) throws IOException {
        out.writeVInt(metadata.asMap().size());
        for (var entry : metadata.asMap().entrySet()) {
            write(entry.getKey(), out);
            write(entry.getValue(), out);
        }
    }

    private static void write(MetadataValue value, DataOutput out) throws IOException {
        if (value instanceof Text text) {
            out.writeByte((byte) 't');
            write(text.value(), out);
        } else if (value instanceof WholeNumber whole) {
            out.writeByte((byte) 'w');
            out.writeLong(whole.number());
        } else if (value instanceof Decimal decimal) {
            out.writeByte((byte) 'd');
            out.writeLong(Double.doubleToRawLongBits(decimal.number()));
        } else if (value instanceof Bool bool) {
            out.writeByte((byte) 'b');
            out.writeByte((byte) (bool.bool() ? 1 : 0));
        } else if (value instanceof Moment moment) {
            out.writeByte((byte) 'i');
            Instant instant = moment.value();
            out.writeLong(instant.getEpochSecond());
            out.writeVInt(instant.getNano());
        } else if (value instanceof TextList list) {
            out.writeByte((byte) 'l');
            out.writeVInt(list.value().size());
            for (String item : list.value()) {
                write(item, out);
            }
        }
    }

    private static Metadata readMetadata(DataInput in) throws IOException {
        Metadata.Builder metadata = Metadata.builder();
        int size = in.readVInt();
        for (int i = 0; i < size; i++) {
            metadata.set(readText(in), readValue(in));
        }
        return metadata.build();
    }

    private static MetadataValue readValue(DataInput in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 't' -> new Text(readText(in));
            case 'w' -> new WholeNumber(in.readLong());
            case 'd' -> new Decimal(Double.longBitsToDouble(in.readLong()));
            case 'b' -> new Bool(in.readByte() == 1);
            case 'i' -> new Moment(Instant.ofEpochSecond(in.readLong(), in.readVInt()));
            case 'l' -> readList(in);
            default ->
                throw new IOException("kind of a metadata value must be one of t w d b i l, got: " + (char) kind);
        };
    }

    private static TextList readList(DataInput in) throws IOException {
        int size = in.readVInt();
        List<String> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(readText(in));
        }
        return new TextList(items);
    }

    private static void write(String text, DataOutput out) throws IOException {
        BytesRef bytes = TextBytes.of(text);
        out.writeVInt(bytes.length);
        out.writeBytes(bytes.bytes, bytes.offset, bytes.length);
    }

    private static String readText(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readVInt()];
        in.readBytes(bytes, 0, bytes.length);
        return TextBytes.text(bytes, 0, bytes.length);
    }
}
