package dev.lectern.readers.office;

import dev.lectern.format.FileInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Tells what is lost of a sheet of Excel before there were books, versions 2 to 4, which the library passes over.
 *
 * @param isCut whether its end is missing
 * @param hasUnreadNumbers whether it has numbers in the way of version 2, which the library does not know
 * @see <a href="https://www.openoffice.org/sc/excelfileformat.pdf">Rentz, Microsoft Excel File Format, sections 4.1 and 5</a>
 */
record OldSheet(boolean isCut, boolean hasUnreadNumbers) {

    private static final OldSheet WHOLE = new OldSheet(false, false);

    private static final Set<Integer> BEGINS = Set.of(0x0009, 0x0209, 0x0409);
    private static final int ENDS = 0x000A;

    /** Whole numbers, others, truth values and errors. */
    private static final Set<Integer> NUMBERS = Set.of(0x0002, 0x0003, 0x0005);

    /** Looks through the records of a sheet; of other files nothing is lost. */
    static OldSheet of(FileInput input) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(input.head()).order(ByteOrder.LITTLE_ENDIAN);
        if (head.limit() < 4
                || !BEGINS.contains(head.getShort(0) & 0xFFFF)
                || (head.getShort(2) != 4 && head.getShort(2) != 6)) {
            return WHOLE;
        }
        try (InputStream in = new BufferedInputStream(input.stream())) {
            return of(in, head.getShort(0) == 9);
        }
    }

    private static OldSheet of(InputStream in, boolean isVersion2) throws IOException {
        boolean numbers = false;
        int open = 0;
        do {
            ByteBuffer record = ByteBuffer.wrap(in.readNBytes(4)).order(ByteOrder.LITTLE_ENDIAN);
            int bytes = record.limit() < 4 ? 0 : record.getShort(2) & 0xFFFF;
            if (record.limit() < 4 || in.readNBytes(bytes).length < bytes) {
                return new OldSheet(true, numbers);
            }
            int kind = record.getShort(0) & 0xFFFF;
            numbers |= isVersion2 && NUMBERS.contains(kind);
            open += BEGINS.contains(kind) ? 1 : kind == ENDS ? -1 : 0;
        } while (open > 0);
        return new OldSheet(false, numbers);
    }
}
