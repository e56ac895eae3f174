package dev.lectern.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, read by name and lax type; what is wrong is added to the faults of the request, and reading goes on.
 *
 * <p>Unknown members are left alone. One thread at a time.
 */
public final class Fields {

    private final JsonNode object;
    private final List<Object> loc;
    private final Faults faults;

    private Fields(JsonNode object, List<Object> loc, Faults faults) {
        this.object = object;
        this.loc = loc;
        this.faults = faults;
    }

    /**
     * Starts at the top of a body.
     *
     * @throws Refusal 422 if it is not an object
     */
    public static Fields ofBody(JsonNode body, Faults faults) {
        List<Object> loc = List.of("body");
        if (body.isMissingNode() || body.isNull()) {
            throw faults.add(Fault.of(loc, "field required", "value_error.missing"))
                    .refusal();
        } else if (!body.isObject()) {
            throw faults.add(Fault.of(loc, "value is not a valid dict", "type_error.dict"))
                    .refusal();
        }
        return new Fields(body, loc, faults);
    }

    /** Starts at query parameters, given as an object of texts. */
    public static Fields ofParameters(JsonNode parameters, Faults faults) {
        return new Fields(parameters, List.of("query"), faults);
    }

    /** Returns the names of all members, in order. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Returns an optional text; null if absent, null or wrong. */
    public @Nullable String text(String name, int maxChars) {
        JsonNode value = object.path(name);
        return value.isMissingNode() || value.isNull() ? null : checkedText(name, value, maxChars);
    }

    /** Returns a text that must be there; empty if it is wrong. */
    public String requiredText(String name, int maxChars) {
        JsonNode value = required(name);
        String text = value == null ? null : checkedText(name, value, maxChars);
        return text == null ? "" : text;
    }

    private @Nullable String checkedText(String name, JsonNode value, int maxChars) {
        Optional<String> text = Lax.text(value);
        if (text.isEmpty()) {
            fault(name, "str type expected", "type_error.str");
            return null;
        }
        return checked(name, text.get(), maxChars);
    }

    private @Nullable String checked(String name, String text, int maxChars) {
        int lone = Surrogates.firstUnpaired(text);
        if (lone >= 0) {
            fault(name, "unpaired surrogate at index " + lone + " is no character", "value_error.surrogate");
            return null;
        } else if (text.length() > maxChars) {
            fault(
                    name,
                    "ensure this value has at most " + maxChars + " characters",
                    "value_error.any_str.max_length",
                    Map.of("limit_value", maxChars));
            return null;
        }
        return text;
    }

    /** Returns an optional choice; null if absent, null or none of the choices. */
    public @Nullable String choice(String name, List<String> choices) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        } else if (value.isTextual() && choices.contains(value.textValue())) {
            return value.textValue();
        }
        fault(
                name,
                "value is not a valid enumeration member; permitted: "
                        + String.join(
                                ", ",
                                choices.stream()
                                        .map(choice -> "'" + choice + "'")
                                        .toList()),
                "type_error.enum",
                Map.of("enum_values", choices));
        return null;
    }

    /** Returns an optional whole number within bounds; the default if absent, null or wrong. */
    public int whole(String name, int defaultValue, int min, int max) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return defaultValue;
        }
        Optional<BigInteger> number = Lax.whole(value);
        if (number.isEmpty()) {
            fault(name, "value is not a valid integer", "type_error.integer");
        } else if (number.get().compareTo(BigInteger.valueOf(min)) < 0) {
            fault(
                    name,
                    "ensure this value is greater than or equal to " + min,
                    "value_error.number.not_ge",
                    Map.of("limit_value", min));
        } else if (number.get().compareTo(BigInteger.valueOf(max)) > 0) {
            fault(
                    name,
                    "ensure this value is less than or equal to " + max,
                    "value_error.number.not_le",
                    Map.of("limit_value", max));
        } else {
            return number.get().intValueExact();
        }
        return defaultValue;
    }

    /** Returns an optional truth value; false if absent, null or wrong. */
    public boolean bool(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        Optional<Boolean> bool = Lax.bool(value);
        if (bool.isEmpty()) {
            fault(name, "value could not be parsed to a boolean", "type_error.bool");
        }
        return bool.orElse(false);
    }

    /** Returns an optional list of texts; null if absent, null or wrong. */
    public @Nullable List<String> texts(String name, int maxItems, int maxChars) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull() || !isList(name, value, maxItems)) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        Fields items = new Fields(value, Fault.at(loc, name), faults);
        for (int i = 0; i < value.size(); i++) {
            String text = items.item(i, maxChars);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private @Nullable String item(int index, int maxChars) {
        JsonNode value = object.path(index);
        Optional<String> text = Lax.text(value);
        if (value.isNull()) {
            faults.add(Fault.of(Fault.at(loc, index), "none is not an allowed value", "type_error.none.not_allowed"));
        } else if (text.isEmpty()) {
            faults.add(Fault.of(Fault.at(loc, index), "str type expected", "type_error.str"));
        } else if (text.get().length() > maxChars || Surrogates.firstUnpaired(text.get()) >= 0) {
            faults.add(Fault.of(
                    Fault.at(loc, index),
                    "ensure this value has at most " + maxChars + " characters and no unpaired surrogate",
                    "value_error.any_str.max_length"));
        } else {
            return text.get();
        }
        return null;
    }

    /** Returns an optional object; null if absent, null or wrong. */
    public @Nullable Fields object(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        } else if (!value.isObject()) {
            fault(name, "value is not a valid dict", "type_error.dict");
            return null;
        }
        return new Fields(value, Fault.at(loc, name), faults);
    }

    /** Returns an object that must be there; null if it is wrong. */
    public @Nullable Fields requiredObject(String name) {
        return required(name) == null ? null : object(name);
    }

    /** Reads a list of objects that must be there. */
    public <T> List<T> requiredObjects(String name, int maxItems, Function<Fields, T> reader) {
        JsonNode value = required(name);
        if (value == null || !isList(name, value, maxItems)) {
            return List.of();
        }
        List<T> objects = new ArrayList<>();
        List<Object> listLoc = Fault.at(loc, name);
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = value.get(i);
            List<Object> itemLoc = Fault.at(listLoc, i);
            if (item.isNull()) {
                faults.add(Fault.of(itemLoc, "none is not an allowed value", "type_error.none.not_allowed"));
            } else if (!item.isObject()) {
                faults.add(Fault.of(itemLoc, "value is not a valid dict", "type_error.dict"));
            } else {
                objects.add(reader.apply(new Fields(item, itemLoc, faults)));
            }
        }
        return objects;
    }

    private @Nullable JsonNode required(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            fault(name, "field required", "value_error.missing");
            return null;
        } else if (value.isNull()) {
            fault(name, "none is not an allowed value", "type_error.none.not_allowed");
            return null;
        }
        return value;
    }

    private boolean isList(String name, JsonNode value, int maxItems) {
        if (!value.isArray()) {
            fault(name, "value is not a valid list", "type_error.list");
            return false;
        } else if (value.size() > maxItems) {
            fault(
                    name,
                    "ensure this value has at most " + maxItems + " items",
                    "value_error.list.max_items",
                    Map.of("limit_value", maxItems));
            return false;
        }
        return true;
    }

    /** Returns a text that is there and fits; empty for anything else, which is no fault. */
    public Optional<String> textIfAny(String name, int maxChars) {
        JsonNode value = object.path(name);
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Lax.text(value).filter(text -> text.length() <= maxChars && Surrogates.firstUnpaired(text) < 0);
    }

    /** Adds a fault of a member. */
    public void fault(String name, String msg, String type) {
        fault(name, msg, type, Map.of());
    }

    private void fault(String name, String msg, String type, Map<String, Object> context) {
        faults.add(new Fault(Fault.at(loc, name), msg, type, context));
    }
}
