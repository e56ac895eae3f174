/** Contract tests for each SPI, and deterministic fakes that pass them; for test class paths only. */
module dev.lectern.testkit {
    requires transitive dev.lectern.core;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;
    requires static org.jspecify;

    exports dev.lectern.testkit;
}
