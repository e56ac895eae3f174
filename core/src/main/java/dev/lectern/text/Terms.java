package dev.lectern.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Folds a text to the terms that are compared: lower-case words with their endings taken off.
 *
 * <p>English words lose plural, past and {@code ing} endings, a subset of the steps of Porter, "An algorithm for suffix stripping",
 * 1980; common irregular verbs go through a table. Longer words with other letters are cut to a prefix. Scripts without spaces give
 * pairs of neighbouring characters.
 */
public final class Terms {

    private static final int PREFIX = 6;

    private static final Set<String> STOP_WORDS = Set.of(
            ("a an and are as at be been being but by can could did do does doing for from had has have having he "
                            + "her hers him his how i if in into is it its me my no nor not of on or our ours she should so some such than that "
                            + "the their theirs them then there these they this those to too us was we were what when where which while who "
                            + "whom whose why will with would you your s t about tell also just any am up may might must shall")
                    .split(" ", -1));

    private static final Set<String> PARTICLES = Set.of("up", "out", "off", "down", "away", "back");

    private static final Map<String, String> IRREGULAR = irregular(
            "began begun=begin wrote written=write left=leave went gone=go made=make taught=teach thought=think "
                    + "bought=buy brought=bring built=build found=find met=meet paid=pay said=say sold=sell sent=send spent=spend told=tell "
                    + "took taken=take came=come became=become grew grown=grow knew known=know gave given=give got gotten=get held=hold "
                    + "kept=keep led=lead lost=lose ran=run saw seen=see spoke spoken=speak stood=stand won=win drew drawn=draw "
                    + "chose chosen=choose fell fallen=fall fought=fight felt=feel broke broken=break rose risen=rise wore worn=wear "
                    + "meant=mean died dying=die men=man women=woman children=child people=person");

    private Terms() {}

    private static Map<String, String> irregular(String table) {
        Map<String, String> forms = new HashMap<>();
        List<String> waiting = new ArrayList<>();
        for (String entry : table.split(" ", -1)) {
            int equals = entry.indexOf('=');
            waiting.add(equals < 0 ? entry : entry.substring(0, equals));
            if (equals >= 0) {
                waiting.forEach(form -> forms.put(form, entry.substring(equals + 1)));
                waiting.clear();
            }
        }
        return Map.copyOf(forms);
    }

    /** A word of a text: as written, and folded. */
    public record Term(String written, String folded, boolean stopWord) {}

    /** Returns the words of a text in order; after a verb and its particle, as in "grew up", the two together as one more. */
    public static List<Term> of(String text) {
        List<Term> terms = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = at;
            int point = text.codePointAt(at);
            if (isPaired(point)) {
                at = pairs(text, start, terms);
            } else if (Character.isLetterOrDigit(point)) {
                at = wordEnd(text, start);
                String written = text.substring(start, at);
                String lower = written.toLowerCase(Locale.ROOT);
                add(new Term(written, fold(lower), STOP_WORDS.contains(lower)), lower, terms);
            } else {
                at += Character.charCount(point);
            }
        }
        return terms;
    }

    /** Adds a word; a particle takes the meaning of the verb before it: who asks for "growing up" does not ask for "growing". */
    private static void add(Term term, String lower, List<Term> terms) {
        Term verb = terms.isEmpty() ? null : terms.get(terms.size() - 1);
        if (verb == null || verb.stopWord() || !PARTICLES.contains(lower)) {
            terms.add(term);
            return;
        }
        terms.set(terms.size() - 1, new Term(verb.written(), verb.folded(), true));
        terms.add(new Term(term.written(), term.folded(), true));
        terms.add(new Term(verb.written() + " " + term.written(), verb.folded() + "+" + lower, false));
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            boolean inside = Character.isLetterOrDigit(point) || Character.getType(point) == Character.NON_SPACING_MARK;
            if (!inside || isPaired(point)) {
                break;
            }
            end += Character.charCount(point);
        }
        return end;
    }

    private static int pairs(String text, int start, List<Term> terms) {
        int at = start;
        int previous = -1;
        while (at < text.length() && isPaired(text.codePointAt(at))) {
            int next = at + Character.charCount(text.codePointAt(at));
            if (previous >= 0) {
                String pair = text.substring(previous, next);
                terms.add(new Term(pair, pair, false));
            }
            previous = at;
            at = next;
        }
        if (previous == start) {
            String single = text.substring(start, at);
            terms.add(new Term(single, single, false));
        }
        return at;
    }

    private static boolean isPaired(int point) {
        if (point < 0x0E00) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(point);
        return Character.isLetter(point)
                && (script == Character.UnicodeScript.HAN
                        || script == Character.UnicodeScript.HIRAGANA
                        || script == Character.UnicodeScript.KATAKANA
                        || script == Character.UnicodeScript.THAI);
    }

    /** Returns the folded form of a lower-case word. */
    public static String fold(String word) {
        String regular = IRREGULAR.get(word);
        if (regular != null) {
            return fold(regular);
        }
        if (!word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            boolean number = word.chars().anyMatch(Character::isDigit);
            boolean whole = number || word.codePointCount(0, word.length()) <= PREFIX + 1;
            return whole ? word : word.substring(0, word.offsetByCodePoints(0, PREFIX));
        }
        return english(word);
    }

    private static String english(String word) {
        String stem = word;
        if (stem.length() > 4 && stem.endsWith("ies")) {
            stem = stem.substring(0, stem.length() - 3) + "y";
        } else if (stem.length() > 3
                && stem.endsWith("s")
                && !stem.endsWith("ss")
                && !stem.endsWith("us")
                && !stem.endsWith("is")) {
            stem = stem.substring(0, stem.length() - 1);
        }
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = undouble(stem.substring(0, stem.length() - 3));
        } else if (stem.length() > 4 && stem.endsWith("ied")) {
            stem = stem.substring(0, stem.length() - 3) + "y";
        } else if (stem.length() > 4 && stem.endsWith("ed")) {
            stem = undouble(stem.substring(0, stem.length() - 2));
        } else if (stem.length() > 5 && stem.endsWith("ly")) {
            stem = stem.substring(0, stem.length() - 2);
        }
        return stem.length() > 3 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }

    private static String undouble(String stem) {
        int last = stem.length() - 1;
        boolean doubled =
                last > 2 && stem.charAt(last) == stem.charAt(last - 1) && "lsz".indexOf(stem.charAt(last)) < 0;
        return doubled ? stem.substring(0, last) : stem;
    }
}
