package dev.lectern.readers.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * The JSON-LD of a page that describes its article.
 *
 * @see <a href="https://www.w3.org/TR/json-ld11/">JSON-LD 1.1</a>; only the forms that pages use are read: objects, arrays and
 *     {@code @graph}, without contexts
 */
final class LinkedData {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ARTICLE = Pattern.compile(".*(?:Article|Posting|Report|Review|Recipe)");

    private final List<JsonNode> articles;

    private LinkedData(List<JsonNode> articles) {
        this.articles = articles;
    }

    static LinkedData of(Document page) {
        List<JsonNode> articles = new ArrayList<>();
        for (Element script : page.select("script[type=application/ld+json]")) {
            try {
                collect(JSON.readTree(script.data()), articles);
            } catch (JsonProcessingException broken) {
                // Broken JSON-LD is common. Each fact has other places to come from, so the page is read without it.
            }
        }
        return new LinkedData(articles);
    }

    private static void collect(JsonNode node, List<JsonNode> articles) {
        if (node.isArray()) {
            node.forEach(item -> collectObject(item, articles));
        } else {
            collectObject(node, articles);
        }
    }

    private static void collectObject(JsonNode node, List<JsonNode> articles) {
        if (isArticle(node.path("@type"))) {
            articles.add(node);
        }
        node.path("@graph").forEach(item -> {
            if (isArticle(item.path("@type"))) {
                articles.add(item);
            }
        });
    }

    private static boolean isArticle(JsonNode type) {
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (isArticle(one)) {
                    return true;
                }
            }
        }
        return ARTICLE.matcher(type.asText()).matches();
    }

    /** Returns the first text of a member; entities, which do not belong in JSON but stand there often, are resolved. */
    Optional<String> text(String member) {
        return articles.stream()
                .map(article -> article.path(member))
                .filter(JsonNode::isTextual)
                .map(value -> Parser.unescapeEntities(value.asText(), false).strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** Returns the names of the authors, joined by a comma. */
    Optional<String> author() {
        return articles.stream()
                .map(article -> names(article.path("author")))
                .filter(names -> !names.isEmpty())
                .findFirst();
    }

    private static String names(JsonNode author) {
        List<JsonNode> authors = new ArrayList<>();
        if (author.isArray()) {
            author.forEach(authors::add);
        } else {
            authors.add(author);
        }
        return authors.stream()
                .map(one -> one.isTextual() ? one.asText() : one.path("name").asText())
                .map(name -> Parser.unescapeEntities(name, false).strip())
                .filter(name -> !name.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
