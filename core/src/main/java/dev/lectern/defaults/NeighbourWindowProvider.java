package dev.lectern.defaults;

import dev.lectern.postprocess.NeighbourWindow;
import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.spi.NodePostprocessorProvider;
import dev.lectern.spi.Option;
import dev.lectern.spi.Settings;
import dev.lectern.store.Store;
import java.util.List;

/** Makes a {@link NeighbourWindow} over the {@link Store} of its settings. */
public final class NeighbourWindowProvider implements NodePostprocessorProvider {

    private static final Option<Integer> BEFORE = Option.number("before", 1, "how many nodes before each");

    private static final Option<Integer> AFTER = Option.number("after", 1, "how many nodes after each");

    /** For {@link java.util.ServiceLoader}. */
    public NeighbourWindowProvider() {}

    @Override
    public String name() {
        return "neighbour-window";
    }

    @Override
    public String description() {
        return "Adds the nodes before and after each node in its document.";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(BEFORE, AFTER);
    }

    @Override
    public NodePostprocessor create(Settings settings) {
        return NeighbourWindow.create(settings.requiredPart(Store.class), settings.get(BEFORE), settings.get(AFTER));
    }
}
