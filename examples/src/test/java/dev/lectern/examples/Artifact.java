package dev.lectern.examples;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one module of the project was built into: a folder of classes or a jar.
 *
 * @param place the folder or the jar
 * @param classes its classes
 */
record Artifact(Path place, List<JavaClass> classes) {

    private static final Pattern JAR = Pattern.compile("lectern-(.+?)-\\d.*\\.jar");

    /** Sorts classes by where they were loaded from. */
    static List<Artifact> of(JavaClasses classes) {
        Map<Path, List<JavaClass>> byPlace = new TreeMap<>();
        for (JavaClass type : classes) {
            byPlace.computeIfAbsent(placeOf(type), place -> new ArrayList<>()).add(type);
        }
        return byPlace.entrySet().stream()
                .map(entry -> new Artifact(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    static Path placeOf(JavaClass type) {
        String uri = type.getSource().map(Source::getUri).orElseThrow().toString();
        String file = type.getName().replace('.', '/') + ".class";
        String place = uri.substring(0, uri.length() - file.length()).replaceFirst("^jar:", "");
        return Path.of(URI.create(place.replaceFirst("!/$", "")));
    }

    /**
     * Returns the name of the module's folder, which is in the name of its jar too.
     *
     * <p>A jar may be the copy that lies beside the command line, since the manifest there names it.
     */
    String name() {
        Matcher jar = JAR.matcher(place.getFileName().toString());
        return jar.matches()
                ? jar.group(1)
                : place.getParent().getParent().getFileName().toString();
    }

    TreeSet<String> packages() {
        TreeSet<String> packages = new TreeSet<>();
        classes.forEach(type -> packages.add(type.getPackageName()));
        return packages;
    }

    /** Returns the module descriptor, unless there is none. */
    Optional<ModuleDescriptor> descriptor() {
        return ModuleFinder.of(place).findAll().stream()
                .map(ModuleReference::descriptor)
                .filter(descriptor -> !descriptor.isAutomatic())
                .findFirst();
    }

    /** Returns the classes named in {@code META-INF/services}, by the interface they provide; those for interfaces of ours. */
    Map<String, TreeSet<String>> services() {
        try {
            if (Files.isDirectory(place)) {
                return services(place.resolve("META-INF/services"));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return services(jar.getPath("META-INF/services"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, TreeSet<String>> services(Path folder) throws IOException {
        Map<String, TreeSet<String>> services = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    if (name.startsWith("dev.lectern.")) {
                        TreeSet<String> lines = new TreeSet<>(Files.readAllLines(file));
                        lines.removeIf(line -> line.isBlank() || line.startsWith("#"));
                        services.put(name, lines);
                    }
                }
            }
        }
        return services;
    }
}
