package dev.lectern.server.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request, so that one answer tells all of it. One thread at a time. */
public final class Faults {

    /** More help nobody, and a body of nothing but faults must not make an answer many times its size. */
    private static final int MAX_TOLD = 100;

    private final List<Fault> found = new ArrayList<>();

    /** Makes an empty collection. */
    public Faults() {}

    /** Adds a fault; only the first {@value #MAX_TOLD} are told. */
    public Faults add(Fault fault) {
        if (found.size() < MAX_TOLD) {
            found.add(fault);
        }
        return this;
    }

    /** Returns the refusal with status 422. */
    public Refusal refusal() {
        ObjectNode body = Json.object();
        ArrayNode detail = body.putArray("detail");
        found.forEach(fault -> detail.add(fault.toJson()));
        return new Refusal(Reply.json(422, body));
    }

    /**
     * Ends the work if anything is wrong.
     *
     * @throws Refusal 422 with all faults
     */
    public void refuseIfAny() {
        if (!found.isEmpty()) {
            throw refusal();
        }
    }
}
