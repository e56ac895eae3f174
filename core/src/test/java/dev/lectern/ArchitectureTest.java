package dev.lectern;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintStream;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house that hold between packages of core. */
class ArchitectureTest {

    private static final JavaClasses CORE =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages("dev.lectern");

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.lectern.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void packages_areNullMarked() {
        List<String> unmarked = CORE.stream()
                .map(type -> type.getPackage())
                .filter(pack -> !pack.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .distinct()
                .toList();

        assertThat(unmarked).isEmpty();
    }

    @Test
    void serviceLoader_isCalledOnlyInSpi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lectern.spi")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ServiceLoader.class)
                .check(CORE);
    }

    @Test
    void console_isNeverWritten() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(PrintStream.class)
                .check(CORE);
    }
}
