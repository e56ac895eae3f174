package dev.lectern.testkit;

import dev.lectern.retrieve.NodePostprocessor;
import dev.lectern.retrieve.ScoreCutoff;

class ScoreCutoffContractTest extends NodePostprocessorContract {

    @Override
    protected NodePostprocessor open() {
        return new ScoreCutoff(0.5);
    }
}
