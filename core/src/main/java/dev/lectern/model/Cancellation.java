package dev.lectern.model;

import dev.lectern.failure.CancelledException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A way to end work from another thread, and a limit on its time.
 *
 * <pre>{@code
 * try (Cancellation cancellation = Cancellation.within(Duration.ofSeconds(20))) {
 *     stopButton.onClick(cancellation::cancel);
 *     model.stream(prompt, System.out::print, cancellation);
 * }
 * }</pre>
 *
 * <p>Who does the work asks {@link #check} between steps, and registers with {@link #onCancel} what ends a step that waits, such as
 * closing its connection. Once cancelled it stays so. {@link #close} lets go of the timer and of the parent, and cancels nothing.
 *
 * <p>Thread-safety: thread-safe. Actions run once, on the thread that cancels; when a limit is over, on a timer thread of the JDK, so they
 * must not wait.
 */
public final class Cancellation implements AutoCloseable {

    private static final Cancellation NONE = new Cancellation(null, null);

    private final Object lock = new Object();
    private final Set<Action> actions = new LinkedHashSet<>();
    private final @Nullable Cancellation parent;
    private final @Nullable Duration limit;
    private final long deadline;
    private final CompletableFuture<Boolean> timer = new CompletableFuture<>();
    private @Nullable Registration link;
    private boolean cancelled;
    private boolean late;

    /** One registered action; two that are equal stay two. */
    private static final class Action {

        private final Runnable run;

        Action(Runnable run) {
            this.run = run;
        }
    }

    /** Takes an action back. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        /** Takes the action back, so that a later cancellation does not run it; may be called twice. */
        @Override
        void close();
    }

    private Cancellation(@Nullable Cancellation parent, @Nullable Duration limit) {
        this.parent = parent;
        this.limit = limit;
        this.deadline = limit == null ? 0 : System.nanoTime() + nanos(limit);
    }

    /** Returns the one that is never cancelled. */
    public static Cancellation none() {
        return NONE;
    }

    /** Makes one that is cancelled by {@link #cancel} only. */
    public static Cancellation create() {
        return new Cancellation(null, null);
    }

    /**
     * Makes one that is also cancelled when a time is over, counted from now.
     *
     * @param limit more than zero
     * @throws IllegalArgumentException if the limit is zero or less
     */
    public static Cancellation within(Duration limit) {
        return NONE.limitedTo(limit);
    }

    /**
     * Makes one that is cancelled with this one, and when a time is over, counted from now. This one goes on.
     *
     * @param time more than zero
     * @throws IllegalArgumentException if the time is zero or less
     */
    public Cancellation limitedTo(Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("time limit must be more than zero, got: " + time);
        }
        Cancellation child = new Cancellation(this, time);
        child.start();
        return child;
    }

    /** Makes one that is cancelled with this one, or alone. */
    public Cancellation child() {
        Cancellation child = new Cancellation(this, null);
        child.start();
        return child;
    }

    private void start() {
        if (limit != null) {
            var unused = timer.completeOnTimeout(true, nanos(limit), TimeUnit.NANOSECONDS)
                    .thenAccept(over -> {
                        if (over) {
                            end(true);
                        }
                    });
        }
        if (parent != null && parent != NONE) {
            Cancellation above = parent;
            Registration registration = above.onCancel(() -> end(above.isLate()));
            synchronized (lock) {
                link = registration;
            }
        }
    }

    private static long nanos(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE / 2; // 146 years
        }
    }

    /**
     * Cancels; again is allowed and does nothing.
     *
     * @throws UnsupportedOperationException on {@link #none}, which all share
     */
    public void cancel() {
        if (this == NONE) {
            throw new UnsupportedOperationException("Could not cancel: Cancellation.none() is never cancelled.");
        }
        end(false);
    }

    private void end(boolean byTime) {
        List<Action> toRun;
        synchronized (lock) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            late = byTime;
            toRun = List.copyOf(actions);
            actions.clear();
        }
        timer.complete(false);
        RuntimeException failure = null;
        for (Action action : toRun) {
            try {
                action.run.run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Tells whether it was cancelled, by whomever. */
    public boolean isCancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }

    private boolean isLate() {
        synchronized (lock) {
            return late;
        }
    }

    /**
     * Returns if it was not cancelled.
     *
     * @param subject what is worked on, for the message
     * @throws CancelledException if it was cancelled
     */
    public void check(String subject) {
        if (isCancelled()) {
            throw exception(subject);
        }
    }

    /** Returns what to throw for work that was ended by this. */
    public CancelledException exception(String subject) {
        return isLate()
                ? new CancelledException(
                        "model",
                        subject,
                        "Could not finish " + subject + ": the time limit is over. Allow more time, or ask for less.",
                        true)
                : new CancelledException(
                        "model", subject, "Could not finish " + subject + ": it was cancelled.", false);
    }

    /** Returns what to throw for work whose thread was interrupted; whoever throws it has restored the thread's flag. */
    public CancelledException interrupted(String subject) {
        return new CancelledException(
                "model", subject, "Could not finish " + subject + ": its thread was interrupted.", false);
    }

    /**
     * Has an action run when this is cancelled, at once if it was.
     *
     * @param action ends what waits; quick, may run on any thread
     * @return takes the action back; to be closed when what waits is over
     */
    public Registration onCancel(Runnable action) {
        Objects.requireNonNull(action, "action");
        if (this == NONE) {
            return () -> {};
        }
        Action entry = new Action(action);
        synchronized (lock) {
            if (!cancelled) {
                actions.add(entry);
                return () -> remove(entry);
            }
        }
        action.run();
        return () -> {};
    }

    private void remove(Action entry) {
        synchronized (lock) {
            actions.remove(entry);
        }
    }

    /** Returns the time that is left, zero when it is over; empty where nothing limits it. */
    public Optional<Duration> timeLeft() {
        Optional<Duration> above = parent == null ? Optional.empty() : parent.timeLeft();
        if (limit == null) {
            return above;
        }
        Duration own = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        return Optional.of(above.filter(time -> time.compareTo(own) < 0).orElse(own));
    }

    /** Lets go of the timer and of the parent, without cancelling; may be called twice. */
    @Override
    public void close() {
        timer.complete(false);
        Registration registration;
        synchronized (lock) {
            registration = link;
            link = null;
        }
        if (registration != null) {
            registration.close();
        }
    }

    /** Returns the state, for people. */
    @Override
    public String toString() {
        return "Cancellation[" + (isCancelled() ? "cancelled" : "open") + "]";
    }
}
