package dev.lectern.readers.web;

import dev.lectern.readers.web.http.WebAnswer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Knows pages that come with status 200 and stand in another's place: checks for robots, walls of consent or login, and notes that there
 * is no such page.
 *
 * <p>Such pages are short, and say what they are in their title, or hold the parts of a check. A long page that speaks of such things is a
 * page.
 */
final class SoftBlock {

    /** The longest of these pages have a few sentences; an article has more. */
    private static final int SHORT_CHARS = 1_500;

    private record Rule(Pattern title, String meaning) {}

    private static final String GONE = "a note that there is no such page";
    private static final String CHECK = "a check for robots";

    /**
     * What stands in the place of a page.
     *
     * @param what it is, in words
     * @param gone whether it says that there is no such page
     */
    record Instead(String what, boolean gone) {}

    private static final List<Rule> TITLES = List.of(
            rule(
                    "just a moment|attention required|checking your browser|pardon our interruption"
                            + "|(are you|you are) (a )?(human|robot)|verify(ing)? (that )?you are (a )?human|human verification"
                            + "|security check|bot (detection|verification)|ddos[- ]guard|one more step|captcha",
                    CHECK),
            rule(
                    "access (to this page )?(has been )?denied|access restricted|you have been blocked|request blocked"
                            + "|(403|401)( -|:)? ?(forbidden|unauthori[sz]ed|access denied)|^forbidden$|^blocked$",
                    "a refusal"),
            rule(
                    number("404")
                            + "|\\b404( -|:|,)? (error|not found)|page (could )?not (be )?found|page (does not|doesn.t) exist"
                            + "|^not found$",
                    GONE),
            rule(
                    number("50[0234]") + "|service (temporarily )?unavailable|bad gateway|gateway time-?out"
                            + "|internal server error|^(under |scheduled )?maintenance( mode)?$",
                    "a note that the server has a fault"));

    private static final String CHECK_PARTS =
            "#challenge-form, #challenge-running, #cf-challenge-running, .cf-turnstile,"
                    + " #px-captcha, .g-recaptcha, .h-captcha, iframe[src*=captcha], iframe[src*=_Incapsula_Resource],"
                    + " script[src*=challenge-platform], script[src*=_Incapsula_Resource], script[src*=captcha-delivery]";

    /** The number of a status alone, or before the name of the site; other words may follow a number by chance. */
    private static String number(String status) {
        return "^(error )?" + status + "( ?[-|(!\u2013\u2014].*)?$";
    }

    private static Rule rule(String title, String meaning) {
        return new Rule(Pattern.compile(title, Pattern.CASE_INSENSITIVE), meaning);
    }

    private SoftBlock() {}

    /**
     * Returns what a page is, if it is none.
     *
     * @param page before anything is taken out of it
     */
    static Optional<Instead> find(WebAnswer answer, Document page) {
        if (answer.header("cf-mitigated").isPresent()) {
            return Optional.of(new Instead(CHECK, false));
        }
        String text = page.body().text();
        if (text.length() > SHORT_CHARS) {
            return Optional.empty();
        }
        String title = page.title().strip();
        Element heading = page.selectFirst("h1");
        String name = heading == null ? "" : heading.text().strip();
        for (Rule rule : TITLES) {
            if (rule.title.matcher(title).find() || rule.title.matcher(name).find()) {
                String what = rule.meaning + " (\"" + (title.isEmpty() ? name : title) + "\")";
                return Optional.of(new Instead(what, rule.meaning.equals(GONE)));
            }
        }
        boolean sentencesOfACheck = text.length() < SHORT_CHARS / 3 && page.selectFirst(CHECK_PARTS) != null;
        return sentencesOfACheck ? Optional.of(new Instead(CHECK, false)) : Optional.empty();
    }
}
