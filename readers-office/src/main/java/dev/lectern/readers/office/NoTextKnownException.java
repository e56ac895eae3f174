package dev.lectern.readers.office;

import java.io.InputStream;
import java.util.Set;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.xml.sax.ContentHandler;

/** Says that nothing here knows how the text of a kind of document is found. */
final class NoTextKnownException extends TikaException {

    private static final long serialVersionUID = 1L;

    /** Stands in for the parser of a type that has none; Tika's own takes such a document for an empty one. */
    static final class OfAnyType implements Parser {

        private static final long serialVersionUID = 1L;

        @Override
        public Set<MediaType> getSupportedTypes(ParseContext context) {
            return Set.of();
        }

        @Override
        public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
                throws NoTextKnownException {
            throw new NoTextKnownException(String.valueOf(metadata.get(Metadata.CONTENT_TYPE)));
        }
    }

    /**
     * Makes one.
     *
     * @param kind the media type, or what else tells what the document is
     */
    NoTextKnownException(String kind) {
        super(kind);
    }
}
