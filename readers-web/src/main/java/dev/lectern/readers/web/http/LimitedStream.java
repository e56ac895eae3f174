package dev.lectern.readers.web.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Breaks off when more bytes come than allowed; one thread at a time. */
final class LimitedStream extends FilterInputStream {

    private final int maxBytes;
    private final String form;
    private long left;

    /**
     * Limits a stream.
     *
     * @param form what the bytes are, for the message: as sent, or after decompression
     */
    LimitedStream(InputStream in, int maxBytes, String form) {
        super(in);
        this.maxBytes = maxBytes;
        this.form = form;
        this.left = maxBytes;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            count(1);
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(0, read));
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long read) throws IOException {
        left -= read;
        if (left < 0) {
            throw new TooLargeException(maxBytes, form);
        }
    }
}
