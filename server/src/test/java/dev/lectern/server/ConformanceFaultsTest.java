package dev.lectern.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lectern.server.ConformanceFaults.Case;
import dev.lectern.server.FaultyProxy.Fault;
import dev.lectern.store.InMemoryStore;
import dev.lectern.testkit.plugin.ConformanceOptions;
import dev.lectern.testkit.plugin.ConformanceOptions.Permission;
import dev.lectern.testkit.plugin.ConformanceReport;
import dev.lectern.testkit.plugin.ConformanceResult;
import dev.lectern.testkit.plugin.ConformanceResult.Verdict;
import dev.lectern.testkit.plugin.RetrievalPluginConformance;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The conformance kit notices each thing that a server can do wrong, and finds no other fault with it. */
class ConformanceFaultsTest {

    /** Where the server differs on purpose (decision 062). */
    private static final Set<String> KNOWN = Set.of("23 BETTER");

    private static FaultyProxy proxy;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        proxy = FaultyProxy.start();
        server = TestServer.start(
                InMemoryStore.create(),
                new BagOfWords(),
                "chunking",
                "compatible",
                "tokens",
                "read:onlyreading",
                "public-url",
                proxy.uri().toString());
        proxy.before(server.uri());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        proxy.close();
    }

    private static ConformanceReport run(Fault fault, Permission... allowed) {
        proxy.breakBy(fault);
        return RetrievalPluginConformance.against(
                        proxy.uri(),
                        TestServer.TOKEN,
                        ConformanceOptions.defaults()
                                .allowing(allowed)
                                .withReadOnlyToken("onlyreading")
                                .withFailingText("FAIL_EMBED"))
                .run();
    }

    private static Set<String> failures(ConformanceReport report) {
        return report.with(Verdict.FAILED).stream()
                .map(ConformanceResult::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void server_behindAProxyThatChangesNothing_failsInWhatIsKnownAlone() {
        ConformanceReport report = run(Fault.NONE, Permission.values());

        assertThat(failures(report)).as("%s", report).isEqualTo(KNOWN);
        assertThat(report.leftBehind()).isEmpty();
    }

    static List<Case> faults() {
        return ConformanceFaults.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void server_withOneFault_failsInThePointsThatAskForIt(Case wrong) {
        boolean large = wrong.points().contains("30 BETTER");
        Permission[] allowed = large ? Permission.values() : new Permission[] {Permission.DELETE_EVERYTHING};

        ConformanceReport report = run(wrong.fault(), allowed);

        Set<String> expected = new TreeSet<>(KNOWN);
        expected.addAll(wrong.points());
        assertThat(failures(report)).as("%s", report).isEqualTo(expected);
    }

    /** A point that no fault breaks may be one that cannot fail. */
    @Test
    void faults_together_breakEachPointThatIsAskedFor() {
        Set<String> asked = run(Fault.NONE, Permission.values()).results().stream()
                .filter(result -> result.verdict() != Verdict.NOT_APPLICABLE)
                .map(ConformanceResult::key)
                .collect(Collectors.toSet());

        Set<String> broken = faults().stream()
                .map(Case::points)
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(HashSet::new));
        broken.addAll(KNOWN);

        assertThat(broken).isEqualTo(asked);
    }
}
