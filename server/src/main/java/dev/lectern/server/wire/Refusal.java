package dev.lectern.server.wire;

/** Ends the work on a request with an answer that says why. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    /** Makes a refusal; it has no stack trace, since it is an answer and no fault. */
    public Refusal(Reply reply) {
        super("refused with status " + reply.status(), null, false, false);
        this.reply = reply;
    }

    /** Makes a refusal of the shape {@code {"detail": "..."}}. */
    public static Refusal of(int status, String detail) {
        return new Refusal(Reply.detail(status, detail));
    }

    /** Returns what to answer. */
    public Reply reply() {
        return reply;
    }
}
