package dev.lectern.testkit.plugin;

/** Says what was answered instead of what should have been. */
final class UnmetException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnmetException(String got) {
        super(got);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
