package dev.lectern.synthesize;

import dev.lectern.document.Excerpt;
import dev.lectern.json.JsonTree;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a value: its JSON Schema, and how to read it from JSON. Immutable.
 *
 * @param schema the JSON Schema, as JSON text
 * @param reader reads a value, or says what is wrong with it
 */
record ValueShape(String schema, Reader reader) {

    /** Reads a value of a {@link JsonTree}. */
    @FunctionalInterface
    interface Reader {

        /**
         * Reads a value.
         *
         * @param json the value; null where there is none
         * @param path where it stands, such as {@code $.times[2]}
         * @param problems takes what is wrong
         * @return the value; null if there is a problem
         */
        @Nullable
        Object read(@Nullable Object json, String path, List<String> problems);
    }

    /**
     * Derives the shape of a record class from its components: text, numbers, booleans, enums, dates, times, instants, lists of these,
     * records of these, and {@code Optional} for what may be absent.
     *
     * @throws IllegalArgumentException if a component has another type (message has both)
     */
    static ValueShape of(Class<? extends Record> type) {
        return record(type, Set.of());
    }

    private static ValueShape record(Class<?> type, Set<Class<?>> around) {
        if (around.contains(type)) {
            throw new IllegalArgumentException("record must not hold itself, got: " + type.getName());
        }
        Set<Class<?>> within = new HashSet<>(around);
        within.add(type);
        Map<String, ValueShape> members = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            members.put(component.getName(), shape(component.getGenericType(), type, component.getName(), within));
        }
        String names = members.keySet().stream().map(ValueShape::quoted).collect(Collectors.joining(","));
        String properties = members.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ":" + member.getValue().schema())
                .collect(Collectors.joining(","));
        Constructor<?> constructor = constructor(type);
        return new ValueShape(
                "{\"type\":\"object\",\"properties\":{" + properties + "},\"required\":[" + names
                        + "],\"additionalProperties\":false}",
                (json, path, problems) -> made(constructor, members, json, path, problems));
    }

    private static Constructor<?> constructor(Class<?> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true); // the record may be private to the class that asks
            return constructor;
        } catch (NoSuchMethodException | InaccessibleObjectException e) {
            throw new IllegalArgumentException(
                    "record must be open to the module dev.lectern.core, got: " + type.getName(), e);
        }
    }

    private static @Nullable Object made(
            Constructor<?> constructor,
            Map<String, ValueShape> members,
            @Nullable Object json,
            String path,
            List<String> problems) {
        if (!(json instanceof Map<?, ?> given)) {
            return wrong(path, "an object", json, problems);
        }
        int before = problems.size();
        Set<Object> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(members.keySet());
        unknown.forEach(name -> problems.add(path + "." + name + " is not asked for"));
        List<@Nullable Object> values = new ArrayList<>();
        members.forEach(
                (name, member) -> values.add(member.reader().read(given.get(name), path + "." + name, problems)));
        if (problems.size() > before) {
            return null;
        }
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            Throwable refusal = e.getCause() == null ? e : e.getCause();
            problems.add(path + " is refused: " + refusal.getMessage());
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ValueShape shape(Type type, Class<?> holder, String name, Set<Class<?>> within) {
        if (type instanceof ParameterizedType generic) {
            ValueShape part = shape(generic.getActualTypeArguments()[0], holder, name, within);
            if (generic.getRawType() == List.class) {
                return list(part);
            }
            if (generic.getRawType() == Optional.class) {
                return optional(part);
            }
        }
        if (type instanceof Class<?> plain) {
            if (plain.isRecord()) {
                return record(plain, within);
            }
            if (plain.isEnum()) {
                return choice(plain);
            }
            ValueShape simple = simple(plain);
            if (simple != null) {
                return simple;
            }
        }
        throw new IllegalArgumentException("component " + name + " of " + holder.getName()
                + " must be text, a number, a boolean, an enum, a date, a time, an instant, a record, or a List or Optional of"
                + " one, got: " + type.getTypeName());
    }

    private static @Nullable ValueShape simple(Class<?> type) {
        if (type == String.class) {
            return text("", "text", text -> text);
        } else if (type == LocalDate.class) {
            return text("date", "a date such as 2025-01-31", LocalDate::parse);
        } else if (type == LocalTime.class) {
            return text("time", "a time such as 18:15", LocalTime::parse);
        } else if (type == Instant.class) {
            return text("date-time", "an instant such as 2025-01-31T18:15:00Z", Instant::parse);
        } else if (type == boolean.class || type == Boolean.class) {
            return new ValueShape(
                    "{\"type\":\"boolean\"}",
                    (json, path, problems) ->
                            json instanceof Boolean ? json : wrong(path, "true or false", json, problems));
        } else if (type == int.class || type == Integer.class) {
            return number("integer", "a whole number of 32 bits", BigDecimal::intValueExact);
        } else if (type == long.class || type == Long.class) {
            return number("integer", "a whole number of 64 bits", BigDecimal::longValueExact);
        } else if (type == BigInteger.class) {
            return number("integer", "a whole number", BigDecimal::toBigIntegerExact);
        } else if (type == double.class || type == Double.class) {
            return number("number", "a number", BigDecimal::doubleValue);
        } else if (type == BigDecimal.class) {
            return number("number", "a number", number -> number);
        }
        return null;
    }

    private static ValueShape text(String format, String rule, Function<String, Object> parse) {
        String schema =
                format.isEmpty() ? "{\"type\":\"string\"}" : "{\"type\":\"string\",\"format\":" + quoted(format) + "}";
        return new ValueShape(schema, (json, path, problems) -> {
            if (!(json instanceof String text)) {
                return wrong(path, rule, json, problems);
            }
            try {
                return parse.apply(text);
            } catch (DateTimeException e) {
                return wrong(path, rule, json, problems);
            }
        });
    }

    private static ValueShape number(String type, String rule, Function<BigDecimal, Object> exact) {
        return new ValueShape("{\"type\":" + quoted(type) + "}", (json, path, problems) -> {
            if (!(json instanceof BigDecimal number)) {
                return wrong(path, rule, json, problems);
            }
            try {
                return exact.apply(number);
            } catch (ArithmeticException e) {
                return wrong(path, rule, json, problems);
            }
        });
    }

    private static ValueShape choice(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        String names = constants.keySet().stream().map(ValueShape::quoted).collect(Collectors.joining(","));
        return new ValueShape("{\"type\":\"string\",\"enum\":[" + names + "]}", (json, path, problems) -> {
            Object constant = json instanceof String name ? constants.get(name) : null;
            return constant != null ? constant : wrong(path, "one of " + constants.keySet(), json, problems);
        });
    }

    private static ValueShape list(ValueShape part) {
        return new ValueShape("{\"type\":\"array\",\"items\":" + part.schema() + "}", (json, path, problems) -> {
            if (!(json instanceof List<?> items)) {
                return wrong(path, "a list", json, problems);
            }
            int before = problems.size();
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                values.add(part.reader().read(items.get(i), path + "[" + i + "]", problems));
            }
            return problems.size() > before ? null : List.copyOf(values);
        });
    }

    private static ValueShape optional(ValueShape part) {
        String schema = "{\"anyOf\":[" + part.schema() + ",{\"type\":\"null\"}]}";
        return new ValueShape(
                schema,
                (json, path, problems) -> json == null || json == JsonTree.NULL
                        ? Optional.empty()
                        : Optional.ofNullable(part.reader().read(json, path, problems)));
    }

    private static @Nullable Object wrong(String path, String rule, @Nullable Object got, List<String> problems) {
        problems.add(
                got == null
                        ? path + " is missing"
                        : path + " must be " + rule + ", got: "
                                + (got instanceof String text
                                        ? '"' + Excerpt.of(text, 60) + '"'
                                        : Excerpt.of(got.toString(), 60)));
        return null;
    }

    /** Names of record components and enum constants need no escape. */
    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
