package dev.lectern.cli;

/** What the process ends with. */
final class ExitCode {

    /** The work is done; of {@code ask}: the question is answered. */
    static final int DONE = 0;

    /** The work failed; standard error says why. */
    static final int FAILED = 1;

    /** The command was called in a wrong way; standard error says how it is right. */
    static final int WRONG_USE = 2;

    /** The sources hold no answer to the question; of {@code query}: nothing is found. */
    static final int NO_ANSWER = 3;

    /** Of what reads sources into an index, a server or a file: done, but for documents that failed; standard error names them. */
    static final int INCOMPLETE = 4;

    private ExitCode() {}
}
