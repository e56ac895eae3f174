package dev.lectern.readers.web;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;

/**
 * Reads what the class, id and role of an element say about its part in the page.
 *
 * <p>The words are common English ones that authors of pages use; none belongs to one site. Words are compared whole, so "commented"
 * does not count as "comment".
 */
final class ClassHints {

    private static final Set<String> JUNK_WORDS = words("""
            ad ads adv advert advertisement advertising banner breadcrumb breadcrumbs byline caption captions
            carousel credit credits gallery slideshow comment comments commenting cookie cookies copyright
            disclaimer disqus dropdown footer gdpr legal login masthead menu menus metabar modal nav navbar
            navigation newsletter outbrain overlay pager pagination paywall popup popular print promo promos
            promotion recirc recommend recommended recommendations related replies respond share sharebar sharing
            shoutbox sidebar signup skip skyscraper social sponsor sponsored subscribe subscription taboola tag tags
            taglist teaser teasers toolbar tooltip topics trending widget widgets
            """);

    private static final Set<String> CONTENT_WORDS = words("""
            article articlebody blog body content entry hentry main page post story storytext text
            """);

    private static final Set<String> JUNK_ROLES = Set.of(
            "navigation",
            "banner",
            "complementary",
            "contentinfo",
            "dialog",
            "alertdialog",
            "menu",
            "menubar",
            "search");

    private static final Set<String> JUNK_TAGS = Set.of("nav", "footer", "aside", "dialog", "menu");

    private ClassHints() {}

    private static Set<String> words(String list) {
        return Set.of(list.strip().split("\\s+", -1));
    }

    /** Tells whether tag, role, class or id name a part that is not content. */
    static boolean isJunk(Element element) {
        return JUNK_TAGS.contains(element.normalName())
                || JUNK_ROLES.contains(element.attr("role").toLowerCase(Locale.ROOT))
                || names(element, JUNK_WORDS);
    }

    /** Tells whether class, id or property name a part that is content. */
    static boolean isContent(Element element) {
        String tag = element.normalName();
        return tag.equals("article")
                || tag.equals("main")
                || element.attr("itemprop").equals("articleBody")
                || names(element, CONTENT_WORDS);
    }

    private static boolean names(Element element, Set<String> words) {
        return anyWord(element.className(), words) || anyWord(element.id(), words);
    }

    /** Words end where letters do, and where a capital follows a small letter. */
    private static boolean anyWord(String names, Set<String> words) {
        int start = 0;
        for (int i = 0; i <= names.length(); i++) {
            boolean letter = i < names.length() && Character.isLetter(names.charAt(i));
            boolean hump = letter
                    && i > start
                    && Character.isUpperCase(names.charAt(i))
                    && Character.isLowerCase(names.charAt(i - 1));
            if (!letter || hump) {
                if (i > start && words.contains(names.substring(start, i).toLowerCase(Locale.ROOT))) {
                    return true;
                }
                start = letter ? i : i + 1;
            }
        }
        return false;
    }
}
