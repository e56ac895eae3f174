package dev.lectern.testkit.plugin;

/** Says why a point cannot be asked for. */
final class UnseenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnseenException(String reason) {
        super(reason);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
