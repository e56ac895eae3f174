package dev.lectern.spi;

import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds providers by name; the only class that calls {@link ServiceLoader}.
 *
 * <p>Order: an explicit object needs no provider; then the name that was given; then the only candidate. Several candidates and no
 * name is an error that lists them. Not found: the error lists what there is and the artifact to add. Two of one name: the error
 * names both classes and their jars. A broken provider is an error only for who asks for it; the others stay usable.
 *
 * <pre>{@code
 * Reader reader = Providers.discovered().create(ReaderProvider.class, "file", Settings.empty());
 * }</pre>
 *
 * <p>Thread-safety: safe for concurrent use. Each call of {@code all} looks anew.
 */
public final class Providers {

    private static final Logger log = LoggerFactory.getLogger(Providers.class);

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{2,40}");

    /** Where our own providers live, for the remedy in an error. */
    private static final Map<String, String> ARTIFACTS = Map.ofEntries(
            Map.entry("file", "dev.lectern:lectern-readers-file"),
            Map.entry("web", "dev.lectern:lectern-readers-web"),
            Map.entry("sitemap", "dev.lectern:lectern-readers-web"),
            Map.entry("feed", "dev.lectern:lectern-readers-web"),
            Map.entry("site", "dev.lectern:lectern-readers-web"),
            Map.entry("onnx", "dev.lectern:lectern-models-onnx"),
            Map.entry("openai", "dev.lectern:lectern-models-openai"),
            Map.entry("lucene", "dev.lectern:lectern-store-lucene"),
            Map.entry("vector", "dev.lectern:lectern-index-vector"),
            Map.entry("summary", "dev.lectern:lectern-index-summary"),
            Map.entry("retrieval-plugin", "dev.lectern:lectern-store-retrieval-plugin"));

    private final List<Provider<?>> explicit;
    private final ClassLoader loader;
    private final boolean discovery;

    private Providers(List<Provider<?>> explicit, ClassLoader loader, boolean discovery) {
        this.explicit = explicit;
        this.loader = loader;
        this.discovery = discovery;
    }

    /** Finds providers with the context class loader of the calling thread. */
    public static Providers discovered() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return discovered(context != null ? context : Providers.class.getClassLoader());
    }

    /** Finds providers with a class loader. */
    public static Providers discovered(ClassLoader loader) {
        return new Providers(List.of(), Objects.requireNonNull(loader, "loader"), true);
    }

    /** Knows only the providers given here; nothing is discovered. */
    public static Providers of(Provider<?>... providers) {
        return new Providers(List.of(providers), Providers.class.getClassLoader(), false);
    }

    /** Returns these providers with more beside them; a name that is there already becomes ambiguous. */
    public Providers plus(Provider<?>... more) {
        List<Provider<?>> all = new ArrayList<>(explicit);
        all.addAll(List.of(more));
        return new Providers(List.copyOf(all), loader, discovery);
    }

    /**
     * Returns all usable providers of a station, sorted by name; broken ones are left out and logged as warnings.
     *
     * @param kind the provider interface, such as {@code ReaderProvider.class}
     */
    public <P extends Provider<?>> List<P> all(Class<P> kind) {
        Found<P> found = find(kind);
        found.broken.forEach((name, cause) -> log.warn("{}", cause.getMessage()));
        return found.usable;
    }

    /**
     * Returns the provider of a name.
     *
     * @throws ProviderException if there is none, more than one, or it is broken
     */
    public <P extends Provider<?>> P get(Class<P> kind, String name) {
        Objects.requireNonNull(name, "name");
        Found<P> found = find(kind);
        List<P> named = found.usable.stream().filter(p -> p.name().equals(name)).toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        if (named.size() > 1) {
            throw new ProviderException(
                    name,
                    "Could not choose " + station(kind) + " \"" + name + "\": " + described(named)
                            + " have this name. Remove one of them.",
                    null);
        }
        ProviderException broken = found.broken.values().stream().findFirst().orElse(null);
        throw new ProviderException(
                name,
                "Could not find " + station(kind) + " \"" + name + "\": there is " + names(found.usable) + "."
                        + remedy(name, found.usable),
                broken);
    }

    /**
     * Returns the only provider of a station.
     *
     * @throws ProviderException if there is none, or more than one to choose from
     */
    public <P extends Provider<?>> P single(Class<P> kind) {
        List<P> usable = find(kind).usable;
        if (usable.size() == 1) {
            return usable.get(0);
        }
        if (usable.isEmpty()) {
            throw new ProviderException(
                    station(kind),
                    "Could not find any " + station(kind) + ": none is on the class path. Add the artifact of one.",
                    null);
        }
        throw new ProviderException(
                station(kind),
                "Could not choose a " + station(kind) + ": there is " + names(usable) + ". Give a name.",
                null);
    }

    /**
     * Returns the only provider of a station, or the preferred one where there are several and it is among them.
     *
     * @param preferred the name of what is used by default
     * @throws ProviderException if there is none, or there are several and none of that name
     */
    public <P extends Provider<?>> P singleOr(Class<P> kind, String preferred) {
        List<P> usable = find(kind).usable;
        boolean choose =
                usable.size() > 1 && usable.stream().anyMatch(p -> p.name().equals(preferred));
        return choose ? get(kind, preferred) : single(kind);
    }

    /**
     * Makes an object by name.
     *
     * @throws ProviderException if the provider is not found
     * @throws IllegalArgumentException if an option is unknown (message names the nearest) or a value is not what it takes
     */
    public <T, P extends Provider<T>> T create(Class<P> kind, String name, Settings settings) {
        return create(get(kind, name), settings);
    }

    /** Makes an object with a provider, after checking the options. */
    public static <T> T create(Provider<T> provider, Settings settings) {
        requireOptions(provider, settings);
        return provider.create(settings);
    }

    /**
     * Checks that settings hold no option that a provider does not know.
     *
     * @throws IllegalArgumentException for the first unknown one (message names the nearest and lists all)
     */
    public static void requireOptions(Provider<?> provider, Settings settings) {
        settings.requireKnown(provider.name(), provider.options());
    }

    /**
     * Checks that each name is one that somebody reads.
     *
     * @param what what the names stand for, for the message
     * @throws IllegalArgumentException for the first that nobody reads (message names the nearest and lists all)
     */
    public static void requireRead(String what, Collection<String> names, Collection<String> read) {
        List<String> known = read.stream().distinct().toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(what + " must be one of " + known + ", got: " + name + "."
                        + Nearest.of(name, known)
                                .map(nearest -> " Did you mean " + nearest + "?")
                                .orElse(""));
            }
        }
    }

    /**
     * Returns the provider whose reader reads a source: the one named by a prefix {@code name:}, else the only one that accepts it.
     *
     * @throws ProviderException if none accepts it, or several do
     */
    public ReaderProvider readerFor(String source) {
        List<ReaderProvider> usable = find(ReaderProvider.class).usable;
        for (ReaderProvider provider : usable) {
            if (source.startsWith(provider.name() + ":") && !provider.accepts(source)) {
                return get(ReaderProvider.class, provider.name());
            }
        }
        List<ReaderProvider> accepting =
                usable.stream().filter(p -> p.accepts(source)).toList();
        if (accepting.size() == 1) {
            return accepting.get(0);
        }
        if (accepting.isEmpty()) {
            throw new ProviderException(
                    source,
                    "Could not find a reader for " + source + ": there is " + names(usable)
                            + ", and none of them takes it. Check the path or address, or put the reader's name before it, as in name:source.",
                    null);
        }
        throw new ProviderException(
                source,
                "Could not choose a reader for " + source + ": " + names(accepting)
                        + " take it. Put one name before it, as in "
                        + accepting.get(0).name() + ":" + source + ".",
                null);
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be 2 to 40 lower-case letters, digits and hyphens, got: \"" + name + "\"");
        }
    }

    private record Found<P>(List<P> usable, Map<String, ProviderException> broken) {}

    private <P extends Provider<?>> Found<P> find(Class<P> kind) {
        Objects.requireNonNull(kind, "kind");
        List<P> usable = new ArrayList<>();
        Map<String, ProviderException> broken = new TreeMap<>();
        explicit.stream().filter(kind::isInstance).map(kind::cast).forEach(usable::add);
        if (discovery) {
            Iterator<P> services = ServiceLoader.load(kind, loader).iterator();
            while (hasNext(services, kind, broken)) {
                try {
                    P provider = services.next();
                    requireName(provider.name());
                    usable.add(provider);
                } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                    broken.put(String.valueOf(e.getMessage()), broken(kind, e));
                }
            }
        }
        usable.sort(Comparator.comparing(Provider::name));
        log.debug("providers of {}: {}", station(kind), names(usable));
        return new Found<>(List.copyOf(usable), broken);
    }

    /** Steps over service files that cannot be parsed; each one fails once. */
    private static boolean hasNext(Iterator<?> services, Class<?> kind, Map<String, ProviderException> broken) {
        while (true) {
            try {
                return services.hasNext();
            } catch (ServiceConfigurationError e) {
                if (broken.put(String.valueOf(e.getMessage()), broken(kind, e)) != null) {
                    return false;
                }
            }
        }
    }

    private static ProviderException broken(Class<?> kind, Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        return new ProviderException(
                station(kind), "Could not load a provider of " + station(kind) + ": " + reason, cause);
    }

    private static String station(Class<?> kind) {
        String name = kind.getSimpleName();
        return name.endsWith("Provider") ? name.substring(0, name.length() - "Provider".length()) : name;
    }

    private static String names(List<? extends Provider<?>> providers) {
        return providers.isEmpty()
                ? "none"
                : String.join(
                        ", ", providers.stream().map(Provider::name).distinct().toList());
    }

    private static String remedy(String name, List<? extends Provider<?>> usable) {
        String artifact = ARTIFACTS.get(name);
        if (artifact != null) {
            return " Add the artifact " + artifact + ".";
        }
        return Nearest.of(name, usable.stream().map(Provider::name).toList())
                .map(nearest -> " Did you mean " + nearest + "?")
                .orElse(" Add the artifact that has it.");
    }

    private static String described(List<? extends Provider<?>> providers) {
        return String.join(
                " and ",
                providers.stream()
                        .map(p -> p.getClass().getName() + " in " + location(p.getClass()))
                        .toList());
    }

    private static String location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL url = source == null ? null : source.getLocation();
        return url == null ? "an unknown place" : url.getPath();
    }
}
