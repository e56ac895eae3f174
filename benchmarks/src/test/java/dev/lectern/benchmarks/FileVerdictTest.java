package dev.lectern.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lectern.document.Document;
import dev.lectern.document.Metadata;
import dev.lectern.reader.ReadFailure;
import dev.lectern.reader.ReadResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is right, and what is not. */
class FileVerdictTest {

    private static final String GOLD =
            "# The pier\n\nTwo [boats](boats.html) lie here, and <!-- image --> three more at sea.";

    @TempDir
    Path folder;

    private static ReadResult text(String text) {
        return new ReadResult(List.of(Document.of("a", text, Metadata.empty())), List.of(), List.of());
    }

    private static ReadResult failure(String reason) {
        return new ReadResult(List.of(), List.of(new ReadFailure("a", reason, null)), List.of());
    }

    private FileVerdict judge(String row, ReadResult result) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("gold.gz")))) {
            out.write(GOLD.getBytes(StandardCharsets.UTF_8));
        }
        return FileVerdict.of(new ObjectMapper().readTree(row), folder, result);
    }

    @Test
    void text_besideTheRightText_isJudgedByItsWords() throws IOException {
        String row = "{\"expect\": \"text\", \"expected_text\": \"gold.gz\"}";

        FileVerdict right = judge(row, text("The pier\nTwo boats lie here, and three more at sea."));
        FileVerdict half = judge(row, text("The pier\nTwo boats"));

        assertThat(right.end()).isEqualTo(FileVerdict.End.RIGHT_TEXT);
        assertThat(right.gold()).hasValue(1);
        assertThat(half.problems()).containsExactly("agrees with the right text by less than 0.8");
    }

    @Test
    void emptyDocument_whereTheReferenceHasWords_isWrong() throws IOException {
        String row = "{\"expect\": \"text\", \"tika_text\": \"gold.gz\"}";

        assertThat(judge(row, text("")).end()).isEqualTo(FileVerdict.End.WRONG);
        assertThat(judge(row, text("The pier: two boats lie here, and more")).end())
                .isEqualTo(FileVerdict.End.RIGHT_TEXT);
    }

    @Test
    void emptyDocument_whereAFailureIsExpected_isWrong() throws IOException {
        String row = "{\"expect\": \"corrupt-or-unsupported\", \"bytes\": 7}";

        assertThat(judge(row, text("")).problems()).containsExactly("no failure");
        assertThat(judge(row, failure("damaged: cut off")).end()).isEqualTo(FileVerdict.End.RIGHT_FAILURE);
    }

    @Test
    void encrypted_isRightOnlyWhereTheReasonSaysSo() throws IOException {
        String row = "{\"expect\": \"encrypted\"}";

        assertThat(judge(row, failure("damaged")).problems()).containsExactly("not named as encrypted");
        assertThat(judge(row, failure("encrypted: it needs a password.")).end())
                .isEqualTo(FileVerdict.End.RIGHT_FAILURE);
    }
}
