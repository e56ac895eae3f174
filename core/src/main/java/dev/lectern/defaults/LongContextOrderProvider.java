package dev.lectern.defaults;

import dev.lectern.postprocess.LongContextOrder;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.Settings;

/** Makes a {@link LongContextOrder}. */
public final class LongContextOrderProvider implements NodePostprocessorProvider {

    /** For {@link java.util.ServiceLoader}. */
    public LongContextOrderProvider() {}

    @Override
    public String name() {
        return "long-context-order";
    }

    @Override
    public String description() {
        return "Puts the best nodes at both ends and the worst in the middle.";
    }

    @Override
    public NodePostprocessor create(Settings settings) {
        return LongContextOrder.create();
    }
}
