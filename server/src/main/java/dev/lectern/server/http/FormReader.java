package dev.lectern.server.http;

import dev.lectern.server.api.Upload;
import dev.lectern.server.wire.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Reads a multipart form as it comes: what is large goes to a folder of the request's own under a name of our own.
 * Thread-safe.
 */
public final class FormReader {

    /** Metadata of a document is a few hundred characters; parts beyond this size go to disk. */
    private static final long MAX_FIELD_BYTES = 64 * 1024;

    private static final int MAX_PARTS = 20;
    private static final int MAX_HEADER_BYTES = 8 * 1024;

    private final Path folder;

    /** Makes a reader that puts files below a folder. */
    public FormReader(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a form.
     *
     * @return its parts, nothing if it is no form; a refusal with status 413 if it is longer than {@code maxBytes}, 400 if it is broken
     */
    CompletableFuture<Upload> read(Exchange exchange, long maxBytes) {
        Request request = exchange.request();
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        String boundary = type == null ? null : MultiPart.extractBoundary(type);
        if (type == null || !type.regionMatches(true, 0, "multipart/form-data", 0, 19)) {
            return CompletableFuture.completedFuture(Upload.NONE);
        } else if (boundary == null || boundary.isBlank()) {
            throw malformed("the boundary is missing");
        }
        Path own = ownFolder(exchange);
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
        parser.setFilesDirectory(own);
        parser.setMaxMemoryFileSize(MAX_FIELD_BYTES);
        parser.setMaxLength(-1); // the source below has a limit, and a refusal that says so
        parser.setMaxFileSize(-1);
        parser.setMaxParts(MAX_PARTS);
        parser.setPartHeadersMaxLength(MAX_HEADER_BYTES);
        CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
        parser.parse(new Limited(request, maxBytes), Promise.Invocable.toPromise(parsed));
        return parsed.handle((parts, failure) -> {
            if (failure != null) {
                throw refusal(failure);
            }
            try (parts) {
                return upload(parts, own);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Path ownFolder(Exchange exchange) {
        try {
            Path own = Files.createTempDirectory(folder, "upload");
            exchange.afterwards(() -> Folders.delete(own));
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Upload upload(MultiPartFormData.Parts parts, Path own) throws IOException {
        MultiPart.Part file = parts.getFirst("file");
        String metadata = text(parts.getFirst("metadata"));
        String id = text(parts.getFirst("id"));
        if (file == null || file.getFileName() == null) {
            return new Upload(null, "", "", metadata, id);
        }
        Path content = own.resolve("content");
        file.writeTo(content);
        String type = file.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return new Upload(content, file.getFileName(), type == null ? "" : type, metadata, id);
    }

    private static @Nullable String text(MultiPart.@Nullable Part part) {
        if (part != null && part.getLength() > MAX_FIELD_BYTES) {
            throw malformed("the field " + part.getName() + " is longer than " + MAX_FIELD_BYTES + " bytes");
        }
        return part == null ? null : part.getContentAsString(StandardCharsets.UTF_8);
    }

    private static RuntimeException refusal(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof Refusal refusal ? refusal : malformed(String.valueOf(cause.getMessage()));
    }

    private static Refusal malformed(String reason) {
        return Refusal.of(400, "There was an error parsing the body: " + reason);
    }

    /** A body that fails when it gets longer than it may. One thread at a time. */
    private static final class Limited implements Content.Source {

        private final Request request;
        private final long maxBytes;
        private long bytes;

        Limited(Request request, long maxBytes) {
            this.request = request;
            this.maxBytes = maxBytes;
        }

        @Override
        public Content.@Nullable Chunk read() {
            Content.Chunk chunk = request.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return chunk;
            }
            bytes += chunk.remaining();
            if (bytes > maxBytes) {
                chunk.release();
                return Content.Chunk.from(BodyReader.tooLarge(maxBytes));
            }
            if (chunk.isLast()) {
                request.setAttribute(BodyReader.WHOLE, true);
            }
            return chunk;
        }

        @Override
        public void demand(Runnable demandCallback) {
            request.demand(demandCallback);
        }

        @Override
        public void fail(Throwable failure) {
            // The request is answered with this failure, and what is left of the body discarded.
        }
    }
}
