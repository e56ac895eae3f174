package dev.lectern.server.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a tree of JSON as YAML: blocks with an indent of two; texts in double quotes unless they are plain words. Stateless.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/">YAML 1.2.2</a>, of which JSON's quoted texts are a part
 */
final class Yaml {

    /** Words that no version of YAML takes for something else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_/.-]*(?: [A-Za-z0-9_/.-]+)*");

    private static final Pattern TAKEN =
            Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|\\.inf|\\.nan|[0-9.+-].*");

    private Yaml() {}

    static String of(JsonNode tree) {
        StringBuilder out = new StringBuilder();
        write(tree, "", out);
        return out.toString();
    }

    private static void write(JsonNode tree, String indent, StringBuilder out) {
        if (tree.isObject()) {
            for (Map.Entry<String, JsonNode> member : tree.properties()) {
                out.append(indent).append(text(member.getKey())).append(':');
                value(member.getValue(), indent, out);
            }
        } else {
            for (JsonNode item : tree) {
                out.append(indent).append('-');
                value(item, indent, out);
            }
        }
    }

    private static void value(JsonNode value, String indent, StringBuilder out) {
        if (value.isContainerNode() && !value.isEmpty()) {
            out.append('\n');
            write(value, indent + "  ", out);
        } else {
            out.append(' ')
                    .append(value.isTextual() ? text(value.textValue()) : value.toString())
                    .append('\n');
        }
    }

    private static String text(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !TAKEN.matcher(text).matches();
        return plain ? text : TextNode.valueOf(text).toString();
    }
}
