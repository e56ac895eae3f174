package dev.lectern.readers.office;

import java.io.IOException;
import java.io.InputStream;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.detect.microsoft.POIFSContainerDetector;
import org.apache.tika.detect.zip.DefaultZipContainerDetector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;

/**
 * Tells what a document is: a compound file (OLE) or a zip by what it holds, without the search for the signatures of all other types,
 * which takes as long as reading a small document. What they do not tell, and all else, is told by Tika as usual. Thread-safe.
 */
final class OfficeDetector implements Detector {

    private static final long serialVersionUID = 1L;

    private final Detector compound = new POIFSContainerDetector();
    private final Detector zip = new DefaultZipContainerDetector();
    private final Detector all = new DefaultDetector();

    @Override
    public MediaType detect(InputStream input, Metadata metadata) throws IOException {
        MediaType type = MediaType.OCTET_STREAM;
        int first = first(input);
        if (first == 0xD0) {
            type = compound.detect(input, metadata);
        } else if (first == 'P') {
            type = zip.detect(input, metadata);
        }
        return isTelling(type) ? type : all.detect(input, metadata);
    }

    private static int first(InputStream input) throws IOException {
        input.mark(1);
        try {
            return input.read();
        } finally {
            input.reset();
        }
    }

    private static boolean isTelling(MediaType type) {
        return !type.equals(MediaType.OCTET_STREAM)
                && !type.equals(MediaType.APPLICATION_ZIP)
                && !type.getSubtype().startsWith("x-tika-");
    }
}
