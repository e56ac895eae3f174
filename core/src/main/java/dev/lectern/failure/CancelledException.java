package dev.lectern.failure;

/** Says that work ended because the caller asked for it, or because its time was over. */
public final class CancelledException extends LecternException {

    private static final long serialVersionUID = 1L;

    private final boolean timeLimit;

    /**
     * Makes an exception.
     *
     * @param station the station of the route where the work ended
     * @param subject the thing that was worked on
     * @param message one line for people
     * @param timeLimit whether a time limit ended it, which more time may help; else the caller did
     */
    public CancelledException(String station, String subject, String message, boolean timeLimit) {
        super(station, subject, message, null, timeLimit);
        this.timeLimit = timeLimit;
    }

    /** Tells whether a time limit ended the work; else the caller did. */
    public boolean isTimeLimit() {
        return timeLimit;
    }
}
