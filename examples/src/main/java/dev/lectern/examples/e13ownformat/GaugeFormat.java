package dev.lectern.examples.e13ownformat;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileFormat;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads what a tide gauge writes: a line {@code GAUGE place}, then a time and a height in metres per line.
 *
 * <p>Thread-safety: safe for concurrent use.
 */
final class GaugeFormat implements FileFormat {

    @Override
    public List<FileType> types() {
        return List.of(FileType.of("text/x-tide-gauge", "gauge"));
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        List<String> lines =
                new String(input.bytes(), StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty() || !lines.get(0).startsWith("GAUGE ")) {
            // The reader makes a failure of it that names the file.
            throw new UnreadableFileException("damaged: the line GAUGE is missing. Fetch it from the gauge again.");
        }
        String place = lines.get(0).substring(6);
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(" ", -1);
            // Sentences, since that is what models are good at finding and quoting.
            text.append("At %s the water at the %s stood %s metres high.\n".formatted(fields[0], place, fields[1]));
        }
        sink.document(FileContent.of(text.toString(), Metadata.of(MetadataKeys.TITLE, "Gauge of the " + place)));
    }
}
