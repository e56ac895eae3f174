package dev.lectern.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * What the incubating Vector API would make of the same memory, where the JVM runs with {@code --add-modules jdk.incubator.vector}.
 *
 * <p>The module cannot be compiled against with {@code --release 17}, so the few lines that use it are compiled when they are needed.
 */
public interface VectorApi {

    /** Returns the sum of all floats. */
    float sum(float[] floats);

    /** Writes the inner product of a question with each row of a flat table, and returns the best of them. */
    float scan(float[] question, float[] rows, float[] products);

    /** Compiles and loads the kernels; empty without the module or without a compiler. */
    static Optional<VectorApi> load() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null
                || ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = Files.createTempDirectory("lectern-vector-api");
            Path source = folder.resolve("VectorKernels.java");
            try (InputStream in = VectorApi.class.getResourceAsStream("/VectorKernels.java.txt")) {
                Files.write(source, in.readAllBytes());
            }
            int failed = compiler.run(
                    null,
                    null,
                    null,
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-nowarn",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.toString(),
                    source.toString());
            if (failed != 0) {
                throw new IllegalStateException("Could not compile the vector kernels: see the compiler's messages.");
            }
            return Optional.of(instance(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write the vector kernels", e);
        }
    }

    private static VectorApi instance(Path folder) throws MalformedURLException {
        URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, VectorApi.class.getClassLoader());
        try {
            return (VectorApi) loader.loadClass("dev.lectern.benchmarks.kernels.VectorKernels")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Could not load the vector kernels: " + e, e);
        }
    }
}
