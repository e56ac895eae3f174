package dev.lectern.readers.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** Takes many elements out of a tree in linear time; one by one each would cost as much as it has siblings. */
final class Removal {

    private Removal() {}

    static void remove(Collection<Element> elements) {
        Map<Element, Set<Node>> byParent = new HashMap<>();
        for (Element element : elements) {
            if (element.parent() != null) {
                byParent.computeIfAbsent(element.parent(), parent -> new HashSet<>())
                        .add(element);
            }
        }
        byParent.forEach((parent, gone) -> {
            List<Node> kept = parent.childNodes().stream()
                    .filter(child -> !gone.contains(child))
                    .toList();
            parent.empty();
            parent.appendChildren(kept);
        });
    }
}
