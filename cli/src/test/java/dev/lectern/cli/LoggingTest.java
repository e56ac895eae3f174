package dev.lectern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoggingTest {

    private static String line(Map<String, String> aboutTheThread) {
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(Logging.PATTERN);
        layout.start();
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(context);
        event.setLoggerName("dev.lectern.store.lucene.LuceneStore");
        event.setLevel(Level.DEBUG);
        event.setThreadName("lectern-work-0");
        event.setMessage("stored 3");
        event.setMDCPropertyMap(aboutTheThread);
        return layout.doLayout(event);
    }

    @Test
    void line_ofARequest_hasItsId() {
        assertThat(line(Map.of("request-id", "abc-1")))
                .endsWith(" DEBUG LuceneStore [lectern-work-0] [abc-1] stored 3" + System.lineSeparator());
    }

    @Test
    void line_ofNoRequest_hasNoPlaceForOne() {
        assertThat(line(Map.of())).endsWith(" DEBUG LuceneStore [lectern-work-0] stored 3" + System.lineSeparator());
    }
}
