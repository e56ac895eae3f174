package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.UnreadableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads mails: the body as text, headers as metadata, attachments as files within.
 *
 * <p>Of alternatives the plain text is read, or HTML where there is no other; what is attached to the others, and alternatives that are
 * no text to read such as invitations, are files within. Pictures that the body shows stay out; everything that
 * is attached is read or named as a failure.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5322">RFC 5322, Internet message format</a>
 */
public final class MailFormat extends BuiltInFormat {

    /** Mails carry their attachments. */
    static final long MAX_BYTES = 64L << 20;

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public MailFormat() {
        super(
                "mail",
                "Reads mails: the body, headers as metadata, attachments as documents of their own.",
                FileType.of("message/rfc822", "eml"),
                FileType.of("multipart/related", "mht", "mhtml"));
    }

    @Override
    public long defaultMaxBytes() {
        return MAX_BYTES;
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException, UnreadableFileException {
        byte[] bytes = input.bytes();
        if (TextProbe.unmarkedUtf16(input.head()) != null || TextProbe.markOf(input.head()) != null) {
            bytes = TextDecoder.decode(bytes).text().getBytes(StandardCharsets.UTF_8);
        }
        MimePart mail = MimePart.of(bytes);
        Body body = new Body();
        body.take(mail, 0);
        sink.document(new FileContent(body.text.toString(), metadata(mail), List.of()));
        for (MimePart attached : body.attached) {
            attach(attached, sink);
        }
    }

    private static Metadata metadata(MimePart mail) {
        Metadata.Builder metadata = Metadata.builder().set(MetadataKeys.SOURCE, "email");
        metadata.setIfPresent(MetadataKeys.TITLE, filled(mail, "subject"));
        metadata.setIfPresent(MetadataKeys.AUTHOR, filled(mail, "from"));
        List<String> recipients = new ArrayList<>();
        filled(mail, "to").ifPresent(recipients::add);
        filled(mail, "cc").ifPresent(recipients::add);
        if (!recipients.isEmpty()) {
            metadata.set(MetadataKeys.RECIPIENTS, String.join(", ", recipients));
        }
        metadata.setIfPresent(MetadataKeys.MESSAGE_ID, filled(mail, "message-id"));
        metadata.setIfPresent(MetadataKeys.CREATED_AT, MailHeaders.date(mail.header("date")));
        return metadata.build();
    }

    private static Optional<String> filled(MimePart mail, String header) {
        return Optional.of(MailHeaders.decoded(mail.header(header))).filter(value -> !value.isEmpty());
    }

    private static void attach(MimePart part, FileSink sink) throws IOException, UnreadableFileException {
        String name = nameOf(part);
        if (name.isEmpty()) {
            name = part.type().equals("message/rfc822") ? "message.eml" : "attachment";
        }
        if (part.type().endsWith("pkcs7-mime") || part.type().equals("application/pgp-encrypted")) {
            sink.failure(name, "encrypted: the mail is enciphered or signed as a whole. Save it in clear.", null);
            return;
        }
        sink.part(name, new ByteArrayInputStream(part.content()));
    }

    private static String nameOf(MimePart part) {
        String name = MailHeaders.parameter(part.header("content-disposition"), "filename");
        return name.isEmpty() ? MailHeaders.parameter(part.header("content-type"), "name") : name;
    }

    /** Gathers the text of a mail, and what is attached to it. */
    private static final class Body {

        private final StringBuilder text = new StringBuilder();
        private final List<MimePart> attached = new ArrayList<>();

        void take(MimePart part, int depth) {
            List<MimePart> parts = depth < MimePart.MAX_DEPTH ? part.parts() : List.of();
            String type = part.type();
            if (type.equals("multipart/alternative") && !parts.isEmpty()) {
                MimePart best = best(parts);
                take(best, depth + 1);
                parts.stream().filter(other -> other != best).forEach(other -> takeAttached(other, depth + 1));
            } else if (!parts.isEmpty()) {
                parts.forEach(inner -> take(inner, depth + 1));
            } else if (isAttached(part)) {
                attached.add(part);
            } else if (type.equals("text/html")) {
                add(HtmlFormat.contentOf(decoded(part)).text());
            } else if (type.startsWith("text/") || type.startsWith("multipart/")) {
                add(decoded(part).text());
            } else if (!type.startsWith("image/") || part.header("content-id").isEmpty()) {
                attached.add(part);
            }
        }

        /** Takes what an alternative holds beside the text that another one says as well. */
        private void takeAttached(MimePart part, int depth) {
            List<MimePart> parts = depth < MimePart.MAX_DEPTH ? part.parts() : List.of();
            String type = part.type();
            boolean sameText = type.equals("text/plain")
                    || type.endsWith("html")
                    || type.endsWith("rich")
                    || type.endsWith("enriched");
            boolean picture =
                    type.startsWith("image/") && !part.header("content-id").isEmpty();
            if (!parts.isEmpty()) {
                parts.forEach(inner -> takeAttached(inner, depth + 1));
            } else if (isAttached(part) || !(sameText || picture || type.startsWith("multipart/"))) {
                attached.add(part);
            }
        }

        private static boolean isAttached(MimePart part) {
            boolean text = part.type().startsWith("text/") || part.type().startsWith("multipart/");
            String disposition = part.header("content-disposition").toLowerCase(Locale.ROOT);
            return disposition.startsWith("attachment")
                    || (text && !nameOf(part).isEmpty() && !disposition.isEmpty() && !disposition.startsWith("inline"));
        }

        /** The plain text unless it is blank; else what is there, richer ones before images of it. */
        private static MimePart best(List<MimePart> parts) {
            for (MimePart part : parts) {
                if (part.type().equals("text/plain") && !decoded(part).text().isBlank()) {
                    return part;
                }
            }
            for (MimePart part : parts) {
                if (part.type().equals("text/html") || part.type().startsWith("multipart/")) {
                    return part;
                }
            }
            return parts.get(0);
        }

        private static DecodedText decoded(MimePart part) {
            byte[] bytes = part.content();
            Charset declared = TextDecoder.supported(MailHeaders.parameter(part.header("content-type"), "charset"));
            return declared == null ? TextDecoder.decodeMarkup(bytes) : TextDecoder.decodeAs(bytes, declared.name());
        }

        private void add(String more) {
            String clean = more.replace("\r\n", "\n").strip();
            if (!clean.isEmpty()) {
                text.append(text.length() == 0 ? "" : "\n\n").append(clean);
            }
        }
    }
}
