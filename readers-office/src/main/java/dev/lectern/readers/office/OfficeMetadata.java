package dev.lectern.readers.office;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.tika.metadata.DublinCore;
import org.apache.tika.metadata.HttpHeaders;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Office;
import org.apache.tika.metadata.PagedText;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.jspecify.annotations.Nullable;

/** Turns what Tika says of a document into metadata with the standard keys. Stateless. */
final class OfficeMetadata {

    private static final String MESSAGE_TYPE = "application/vnd.ms-outlook";

    private static final String BOOK_TYPE = "application/epub+zip";

    /** Programs write zero where no date is known: 1601 in old documents, the year before 1 in RTF, 1970 elsewhere. */
    private static final Instant NO_DATE = Instant.EPOCH;

    /** The date of a book is when it was published, which may be before there were computers; for none programs write the year 101. */
    private static final Instant NO_DATE_OF_BOOK = Instant.parse("1001-01-01T00:00:00Z");

    private OfficeMetadata() {}

    static Metadata of(org.apache.tika.metadata.Metadata said, String firstHeading) {
        Metadata.Builder metadata = Metadata.builder();
        Optional<String> type = text(said.get(HttpHeaders.CONTENT_TYPE))
                .map(MediaType::parse)
                .map(media -> media.getBaseType().toString());
        metadata.setIfPresent(MetadataKeys.MEDIA_TYPE, type);
        metadata.setIfPresent(
                MetadataKeys.TITLE, text(said.get(TikaCoreProperties.TITLE)).or(() -> text(firstHeading)));
        metadata.setIfPresent(MetadataKeys.AUTHOR, text(said.get(TikaCoreProperties.CREATOR)));
        metadata.setIfPresent(MetadataKeys.DESCRIPTION, text(said.get(TikaCoreProperties.DESCRIPTION)));
        Instant none = type.filter(BOOK_TYPE::equals).isPresent() ? NO_DATE_OF_BOOK : NO_DATE;
        metadata.setIfPresent(
                MetadataKeys.CREATED_AT, date(said, TikaCoreProperties.CREATED).filter(none::isBefore));
        metadata.setIfPresent(
                MetadataKeys.LANGUAGE, text(said.get(DublinCore.LANGUAGE)).flatMap(OfficeMetadata::language));
        metadata.setIfPresent(
                MetadataKeys.PAGE_COUNT,
                Optional.ofNullable(said.getInt(Office.SLIDE_COUNT))
                        .or(() -> Optional.ofNullable(said.getInt(PagedText.N_PAGES)))
                        .filter(pages -> pages > 0));
        if (type.filter(MESSAGE_TYPE::equals).isPresent()) {
            addMessage(said, metadata);
        }
        return metadata.build();
    }

    private static void addMessage(org.apache.tika.metadata.Metadata said, Metadata.Builder metadata) {
        metadata.set(MetadataKeys.SOURCE, "email");
        Optional<String> name = text(said.get(Message.MESSAGE_FROM_NAME));
        Optional<String> address = text(said.get(Message.MESSAGE_FROM_EMAIL)).filter(email -> email.contains("@"));
        Optional<String> from = name.isPresent() && address.isPresent() && !name.equals(address)
                ? Optional.of(name.get() + " <" + address.get() + ">")
                : name.or(() -> address);
        metadata.setIfPresent(MetadataKeys.AUTHOR, from.or(() -> text(said.get(Message.MESSAGE_FROM))));
        List<String> recipients = new ArrayList<>(List.of(said.getValues(Message.MESSAGE_TO)));
        recipients.addAll(List.of(said.getValues(Message.MESSAGE_CC)));
        recipients.removeIf(String::isBlank);
        if (!recipients.isEmpty()) {
            metadata.set(MetadataKeys.RECIPIENTS, String.join(", ", recipients));
        }
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value)
                .map(text -> text.replace("\0", "").strip())
                .filter(text -> !text.isEmpty());
    }

    private static Optional<Instant> date(org.apache.tika.metadata.Metadata said, Property property) {
        return Optional.ofNullable(said.getDate(property)).map(Date::toInstant);
    }

    private static Optional<String> language(String tag) {
        try {
            return Optional.of(new Locale.Builder()
                            .setLanguageTag(tag.replace('_', '-'))
                            .build()
                            .toLanguageTag())
                    .filter(language -> !language.equals("und"));
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }
}
