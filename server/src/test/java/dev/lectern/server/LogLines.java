package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** Keeps what this project logs from DEBUG on, instead of printing it, until it is closed. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.lectern");
    private final BlockingQueue<ILoggingEvent> coming = new LinkedBlockingQueue<>();
    private final List<ILoggingEvent> seen = new ArrayList<>();

    private LogLines() {}

    static LogLines keep() {
        LogLines lines = new LogLines();
        lines.setContext(lines.logger.getLoggerContext());
        lines.start();
        lines.logger.setLevel(Level.DEBUG);
        lines.logger.setAdditive(false);
        lines.logger.addAppender(lines);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing(); // keeps what belongs to the thread
        coming.add(event);
    }

    /** Returns the next line that is meant; it may come after the answer. */
    ILoggingEvent next(Predicate<ILoggingEvent> meant) throws InterruptedException {
        while (true) {
            ILoggingEvent event = coming.poll(30, TimeUnit.SECONDS);
            assertThat(event).as("a line that is meant, after %s", seen).isNotNull();
            seen.add(event);
            if (meant.test(event)) {
                return event;
            }
        }
    }

    /** Returns all of the lines until now with the messages of what was thrown, as a log file would have them. */
    String text() {
        coming.drainTo(seen);
        StringBuilder text = new StringBuilder();
        for (ILoggingEvent event : seen) {
            text.append(event.getFormattedMessage()).append('\n');
            for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
                text.append(thrown.getMessage()).append('\n');
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}
