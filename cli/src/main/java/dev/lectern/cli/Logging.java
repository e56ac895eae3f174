package dev.lectern.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends log lines to standard error: warnings, or with {@code --verbose} what each station does.
 *
 * <p>Found by Logback through its service file; a configuration in code starts faster than one in XML.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    /** A line of {@code serve} has the id of the request for which it was written, where there is one. */
    static final String PATTERN =
            "%d{HH:mm:ss.SSS} %-5level %logger{0} [%thread] %replace([%X{request-id}] ){'\\[\\] ', ''}%msg%n";

    private static final String OURS = "dev.lectern";

    /** Held, since the JDK forgets the level of a logger that nobody holds. */
    private static final java.util.logging.Logger LUCENE = java.util.logging.Logger.getLogger("org.apache.lucene");

    /** For {@link java.util.ServiceLoader}. */
    public Logging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        // What a damaged PDF makes these say ends as a document or as a named failure.
        context.getLogger("org.apache.pdfbox").setLevel(Level.ERROR);
        context.getLogger("org.apache.fontbox").setLevel(Level.ERROR);
        // Lucene advises on JVM flags that only developers can follow.
        LUCENE.setLevel(java.util.logging.Level.SEVERE);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Shows ids, sizes and timings per station. */
    static void beVerbose() {
        if (LoggerFactory.getLogger(OURS) instanceof ch.qos.logback.classic.Logger ours) {
            ours.setLevel(Level.DEBUG);
        }
    }

    /** Shows where something failed, when verbose. */
    static void debug(Throwable failure) {
        LoggerFactory.getLogger(Main.class).debug("failed", failure);
    }
}
