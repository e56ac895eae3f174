package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;

/**
 * A text that was decoded from bytes.
 *
 * <p>Immutable.
 *
 * @param text without byte order mark
 * @param charset IANA name of the charset
 * @param replaced how many characters could not be decoded and stand as U+FFFD
 */
record DecodedText(String text, String charset, int replaced) {

    /** Starts metadata that tells the charset and what was replaced. */
    Metadata.Builder metadata() {
        Metadata.Builder metadata = Metadata.builder().set(MetadataKeys.CHARSET, charset);
        if (replaced > 0) {
            metadata.set(MetadataKeys.REPLACED_CHARS, replaced);
        }
        return metadata;
    }
}
