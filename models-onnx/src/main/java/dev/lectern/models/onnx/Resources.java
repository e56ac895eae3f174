package dev.lectern.models.onnx;

import dev.lectern.embed.EmbedException;
import java.io.InputStream;

/** Opens the files that model jars carry. */
final class Resources {

    private Resources() {}

    /** Opens a class path resource; the caller closes it. */
    static InputStream open(String resource) {
        // By class loader, since the carrier is another module than ours.
        InputStream in = Resources.class.getClassLoader().getResourceAsStream(resource);
        if (in == null) {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            in = context == null ? null : context.getResourceAsStream(resource);
        }
        if (in == null) {
            throw new EmbedException(
                    resource,
                    "Could not find model file " + resource
                            + ": it is not on the class path. Add the artifact that carries it.",
                    null);
        }
        return in;
    }
}
