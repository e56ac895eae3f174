package dev.lectern.query.compose;

import dev.lectern.failure.LecternException;
import dev.lectern.synthesize.Response;
import dev.lectern.synthesize.ResponseStatus;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one part of a question: a response, or a failure.
 *
 * @param question the part
 * @param response null where it failed
 * @param failure null where it did not
 */
record PartAnswer(
        String question,
        @Nullable Response response,
        @Nullable LecternException failure) {

    private static final Set<ResponseStatus> ANSWERS = EnumSet.of(
            ResponseStatus.ANSWERED, ResponseStatus.TRUNCATED, ResponseStatus.PARTIAL, ResponseStatus.UNSOURCED);

    boolean isAnswered() {
        return response != null && ANSWERS.contains(response.status());
    }
}
