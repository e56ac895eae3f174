package dev.lectern.server.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * One thing wrong with a request, in the shape of pydantic 1. Immutable.
 *
 * @param loc where: {@code "body"}, then member names and indexes
 * @param msg what the rule is, for people
 * @param type what the rule is, for programs
 * @param context figures of the rule; empty for none
 */
public record Fault(List<Object> loc, String msg, String type, Map<String, Object> context) {

    /** Makes a fault; list and map are copied. */
    public Fault {
        loc = List.copyOf(loc);
        context = Map.copyOf(context);
    }

    /** Makes a fault without figures. */
    public static Fault of(List<Object> loc, String msg, String type) {
        return new Fault(loc, msg, type, Map.of());
    }

    /** Returns the place one step further in. */
    public static List<Object> at(List<Object> loc, Object step) {
        List<Object> longer = new ArrayList<>(loc);
        longer.add(step);
        return longer;
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        ArrayNode path = json.putArray("loc");
        loc.forEach(step -> add(path, step));
        json.put("msg", msg).put("type", type);
        if (!context.isEmpty()) {
            ObjectNode figures = json.putObject("ctx");
            context.forEach((key, value) -> {
                if (value instanceof Collection<?> values) {
                    ArrayNode list = figures.putArray(key);
                    values.forEach(one -> add(list, one));
                } else if (value instanceof Number number) {
                    figures.put(key, number.longValue());
                } else {
                    figures.put(key, value.toString());
                }
            });
        }
        return json;
    }

    private static void add(ArrayNode list, Object value) {
        if (value instanceof Number number) {
            list.add(number.longValue());
        } else {
            list.add(value.toString());
        }
    }
}
