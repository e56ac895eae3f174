package dev.lectern.readers.office;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the words out of the header or footer of a sheet's printed pages, whose text is mixed with codes for fonts, page numbers and the
 * like. Stateless.
 *
 * @see <a href="https://ecma-international.org/publications-and-standards/standards/ecma-376/">ECMA-376, part 1, 18.3.1.39 oddFooter</a>
 */
final class PrintedHeader {

    /** Stands for a number of pages while the words around it are looked at. */
    private static final char NUMBER = '\0';

    private static final String MARKS = "\\s\\-\u2013\u2014|/\\\\\u00B7,;:\uFF0C";

    private static final String SPACE = "[\\s.:#]{0,8}+";

    private static final String PAGE_IN_FULL =
            "(?:pages?|pag|pg|seiten?|blatt|p\u00E1ginas?|p\u00E1g|pagin[aei]|sivu|sid[ae]n?|side|str"
                    + "|strana|str\u00E1nka|stran|strona|oldal|sayfa|lehek\u00FClg|puslapis|lapa|trang|halaman|sheet"
                    + "|\u0441\u0442\u0440\u0430\u043D\u0438\u0446\u0430|\u0441\u0442\u043E\u0440\u0456\u043D\u043A\u0430"
                    + "|\u0441\u0442\u0440|\u043B\u0438\u0441\u0442|\u03C3\u03B5\u03BB\u03AF\u03B4\u03B1"
                    + "|\u30DA\u30FC\u30B8|\u7B2C|\uD398\uC774\uC9C0)";

    private static final String PAGE = "(?:[ps]|" + PAGE_IN_FULL + ")";

    private static final String OF =
            "(?:of|von|de|di|do|du|van|sur|av|af|z|ze|iz|od|din|da|dari|\u0438\u0437|\u0437|\u03B1\u03C0\u03CC|\u5171)";

    private static final String COUNTER =
            "(?:\\s{0,8}+(?:[\u9875\u9801]|\u30DA\u30FC\u30B8|\uD398\uC774\uC9C0|oldal|sayfa))?";

    /** A number of pages with the words that belong to it: "Page 1 of 2", "- 1 -", "1/2". */
    private static final Pattern PAGES =
            Pattern.compile("(?iu)[" + MARKS + "(\\[]{0,8}+(?:(?<!\\p{L})" + PAGE + SPACE + ")?" + NUMBER + COUNTER
                    + "(?:[" + MARKS + "]{0,8}+" + OF + "?\\s{0,8}+(?:" + PAGE + SPACE + ")?" + NUMBER + COUNTER + ")?"
                    + "[" + MARKS + ")\\]]{0,8}+");

    private static final Pattern CODE = Pattern.compile(
            "&(?:(?<both>&)|(?<section>[LCR])|(?<number>[PN])(?:[+-]\\d{1,5}+)?|(?<field>[AFZDTG])|[BIUESXYHO]"
                    + "|K(?:[\\dA-Fa-f]{6}|\\d\\d[+-]\\d{3})|\"[^\"]*+\"|\\d{1,3}+)");

    /** How headers begin, and numbers of pages in them. */
    private static final Pattern EVIDENT =
            Pattern.compile("^(?:&[\"A-Z0-9]|[" + MARKS + "(]{1,8}&[PN](?!\\p{L}))|(?<!\\p{L})(?iu:" + PAGE_IN_FULL
                    + ")" + SPACE + "&[PN](?!\\p{L})|&P.{0,8}&N(?!\\p{L})");

    private static final Pattern LINES = Pattern.compile("[\\t\\r\\n]+");

    private PrintedHeader() {}

    /** Tells whether a text of a sheet of which it is not known is a header or footer; where in doubt it is none. */
    static boolean isEvident(String text) {
        return EVIDENT.matcher(text).find();
    }

    /** Returns its words, without codes and numbers of pages: each section and line that has some. */
    static List<String> words(String header) {
        StringBuilder text = new StringBuilder();
        Matcher code = CODE.matcher(header.replace(NUMBER, ' '));
        while (code.find()) {
            String words = "";
            if (code.group("both") != null) {
                words = "&";
            } else if (code.group("section") != null) {
                words = "\n";
            } else if (code.group("number") != null) {
                words = String.valueOf(NUMBER);
            } else if (code.group("field") != null) {
                words = " ";
            }
            code.appendReplacement(text, words);
        }
        code.appendTail(text);
        List<String> lines = new ArrayList<>();
        for (String line : LINES.split(text, -1)) {
            String words = PAGES.matcher(line).replaceAll(" ").strip();
            if (words.codePoints().anyMatch(Character::isLetterOrDigit)) {
                lines.add(words);
            }
        }
        return lines;
    }
}
