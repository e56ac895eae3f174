/** Contract tests for each SPI, fakes that pass them, a conformance kit for servers, and a loopback service of models; for test class paths only. */
module dev.lectern.testkit {
    requires transitive dev.lectern.core;
    requires transitive org.junit.jupiter.api;
    requires com.fasterxml.jackson.databind;
    requires java.net.http;
    requires jdk.httpserver;
    requires org.assertj.core;
    requires static org.jspecify;

    exports dev.lectern.testkit;
    exports dev.lectern.testkit.openai;
    exports dev.lectern.testkit.plugin;
}
