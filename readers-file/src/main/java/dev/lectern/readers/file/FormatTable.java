package dev.lectern.readers.file;

import dev.lectern.format.FileFormat;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Knows the formats, and finds the one for a file: by what a format recognises, then by media type.
 *
 * <p>Where two formats read one type, the one that was given first does; those given to the reader's builder come before those found on
 * the class path.
 *
 * <p>Immutable, thread-safe.
 */
final class FormatTable {

    /** A format, and the media type under which it reads a file. */
    record Choice(FileFormat format, String mediaType) {}

    private final List<FileFormat> formats;
    private final Map<String, FileFormat> byType = new HashMap<>();
    private final Map<String, String> typesByEnding = new HashMap<>();

    FormatTable(List<FileFormat> formats) {
        this.formats = List.copyOf(formats);
        for (FileFormat format : formats) {
            for (FileType type : format.types()) {
                byType.putIfAbsent(type.mediaType(), format);
                type.extensions().forEach(ending -> typesByEnding.putIfAbsent(ending, type.mediaType()));
            }
        }
    }

    /**
     * Finds the format of a file.
     *
     * @throws UnreadableFileException if none reads it; the reason names its type and what can be read
     */
    Choice choose(FileInput input) throws IOException, UnreadableFileException {
        String type = FileTypes.of(input, typesByEnding);
        FileFormat format = byType.get(type);
        for (FileFormat other : formats) {
            if (other.recognises(input.head())) {
                return new Choice(other, other == format ? type : typeOf(other, input));
            }
        }
        FileFormat found = format != null ? format : alike(type);
        if (found != null) {
            return new Choice(found, type);
        }
        if (KnownTypes.isOffice(type)) {
            throw new UnreadableFileException(
                    "media type not supported: the content is " + type
                            + ", which dev.lectern:lectern-readers-office reads. Add it to the class path, or exclude the file.");
        }
        throw new UnreadableFileException("media type not supported: the content is " + type + ". Supported are text, "
                + String.join(", ", mainTypes()) + ". Convert the file, or exclude it.");
    }

    /** Of the types that a format takes, returns that which the ending names, else the first. */
    private String typeOf(FileFormat format, FileInput input) {
        String named = typesByEnding.getOrDefault(FileTypes.endingOf(input.name()), "");
        List<String> types = format.types().stream().map(FileType::mediaType).toList();
        return types.contains(named) ? named : types.get(0);
    }

    private @Nullable FileFormat alike(String type) {
        FileFormat xml = byType.get("application/xml");
        if (type.endsWith("+xml") && xml != null) {
            return xml;
        }
        return PlainTextFormat.reads(type) ? new OtherText() : null;
    }

    private List<String> mainTypes() {
        Set<String> types = new TreeSet<>();
        for (FileFormat format : formats) {
            String type = format.types().get(0).mediaType();
            if (!type.startsWith("text/") || type.equals(FileTypes.MARKDOWN) || type.equals(FileTypes.HTML)) {
                types.add(type);
            }
        }
        return new ArrayList<>(types);
    }
}
