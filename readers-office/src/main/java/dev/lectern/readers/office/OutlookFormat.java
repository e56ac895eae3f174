package dev.lectern.readers.office;

import dev.lectern.format.FileType;

/** Reads mails that Outlook saved (.msg): the body as text, headers as metadata, attachments as files within. */
public final class OutlookFormat extends OfficeFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public OutlookFormat() {
        super(
                "outlook",
                "Reads mails that Outlook saved: body, headers, attachments.",
                FileType.of("application/vnd.ms-outlook", "msg", "oft"));
    }
}
