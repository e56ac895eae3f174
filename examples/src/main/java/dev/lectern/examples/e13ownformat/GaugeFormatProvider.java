package dev.lectern.examples.e13ownformat;

import dev.lectern.format.FileFormat;
import dev.lectern.spi.FileFormatProvider;
import dev.lectern.spi.Settings;

/** Makes the format under the name {@code gauge}; the line in {@code META-INF/services} is what makes it known. */
public final class GaugeFormatProvider implements FileFormatProvider {

    /** Makes the provider; {@link java.util.ServiceLoader} calls this. */
    public GaugeFormatProvider() {}

    @Override
    public String name() {
        return "gauge";
    }

    @Override
    public String description() {
        return "Reads the files of a tide gauge.";
    }

    @Override
    public FileFormat create(Settings settings) {
        return new GaugeFormat();
    }
}
