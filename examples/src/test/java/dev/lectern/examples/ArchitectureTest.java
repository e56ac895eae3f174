package dev.lectern.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house that hold between all modules; this module is the one that sees them, save the benchmarks. */
class ArchitectureTest {

    /** Modules that put others together. */
    private static final Set<String> MAY_SEE_SIBLINGS = Set.of("cli", "examples");

    /** Modules that stand on a library whose module name comes from its file name; they have a name, and no descriptor. */
    private static final Set<String> HAVE_NO_DESCRIPTOR = Set.of("models-openai", "server");

    private static final JavaClasses CLASSES =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages("dev.lectern");

    private static final List<Artifact> ARTIFACTS = Artifact.of(CLASSES);

    @Test
    void artifacts_onTheClassPath_areAllOfTheProject() {
        assertThat(ARTIFACTS)
                .extracting(Artifact::name)
                .containsExactlyInAnyOrder(
                        "cli",
                        "core",
                        "examples",
                        "index-summary",
                        "index-vector",
                        "models-onnx",
                        "models-openai",
                        "readers-file",
                        "readers-office",
                        "readers-web",
                        "server",
                        "store-lucene",
                        "store-retrieval-plugin",
                        "testkit");
    }

    @Test
    void packages_ofAllModules_haveNoCycles() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packages_ofAllModules_areNotSplit() {
        Map<String, TreeSet<String>> homes = new TreeMap<>();
        for (Artifact artifact : ARTIFACTS) {
            artifact.packages()
                    .forEach(name ->
                            homes.computeIfAbsent(name, key -> new TreeSet<>()).add(artifact.name()));
        }

        assertThat(homes).allSatisfy((name, artifacts) -> assertThat(artifacts).hasSize(1));
    }

    /** {@code dev.lectern} and the name of the module with dots; core has the front door and the stations. */
    @Test
    void packages_ofAModule_beginWithItsName() {
        assertThat(ARTIFACTS)
                .filteredOn(artifact -> !artifact.name().equals("core"))
                .allSatisfy(artifact -> assertThat(artifact.packages())
                        .allMatch(name -> (name + ".")
                                .startsWith("dev.lectern." + artifact.name().replace('-', '.') + ".")));
    }

    @Test
    void packages_ofAllModules_areNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(type.getPackageName());
            }
        }

        assertThat(unmarked).isEmpty();
    }

    @Test
    void modules_beside_dependOnCoreOnly() {
        Set<String> violations = new TreeSet<>();
        for (Artifact artifact : ARTIFACTS) {
            if (!MAY_SEE_SIBLINGS.contains(artifact.name())) {
                artifact.classes()
                        .forEach(type -> type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> isOnSibling(dependency, artifact))
                                .forEach(dependency -> violations.add(dependency.getDescription())));
            }
        }

        assertThat(violations).isEmpty();
    }

    @Test
    void serviceLoader_isCalledOnlyInSpi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lectern.spi")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ServiceLoader.class)
                .check(CLASSES);
    }

    @Test
    void console_isWrittenOnlyByPrograms() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.lectern.examples..", "dev.lectern.cli..")
                .and() // it has a main, for those who test a server that is not written in Java
                .doNotHaveFullyQualifiedName("dev.lectern.testkit.plugin.RetrievalPluginConformance")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void serviceFiles_ofAModule_areItsProvidesClauses() {
        assertThat(ARTIFACTS)
                .filteredOn(artifact -> artifact.descriptor().isPresent())
                .allSatisfy(artifact -> {
                    Map<String, TreeSet<String>> provided = new TreeMap<>();
                    for (ModuleDescriptor.Provides provides :
                            artifact.descriptor().orElseThrow().provides()) {
                        provided.put(provides.service(), new TreeSet<>(provides.providers()));
                    }

                    assertThat(artifact.services()).as(artifact.name()).isEqualTo(provided);
                });
    }

    @Test
    void descriptor_ofEachPublishedModule_isThere() {
        assertThat(ARTIFACTS)
                .filteredOn(artifact -> !MAY_SEE_SIBLINGS.contains(artifact.name()))
                .allSatisfy(artifact -> assertThat(artifact.descriptor().isPresent())
                        .as(artifact.name())
                        .isNotEqualTo(HAVE_NO_DESCRIPTOR.contains(artifact.name())));
    }

    private static boolean isOnSibling(Dependency dependency, Artifact artifact) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (!target.getPackageName().startsWith("dev.lectern")) {
            return false;
        }
        String home = ARTIFACTS.stream()
                .filter(other -> other.packages().contains(target.getPackageName()))
                .map(Artifact::name)
                .findFirst()
                .orElseThrow();
        return !home.equals(artifact.name()) && !home.equals("core");
    }

    /** Each package is a slice of its own. */
    private static final class ByPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
