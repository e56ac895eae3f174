package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.Section;
import dev.lectern.document.Span;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the spoken text of subtitles, without numbers, times, marks and notes; who speaks stands before the text where it is said. Each
 * minute is a section with its start under {@code time}. A file without a time is read as it stands.
 *
 * @see <a href="https://www.w3.org/TR/webvtt1/">WebVTT</a>
 */
public final class SubtitleFormat extends BuiltInFormat {

    private static final Pattern TIMES = Pattern.compile(
            "((?:\\d{1,3}:)?\\d{1,2}:\\d{2})(?:[.,]\\d{1,3})?\\s*-->\\s*(?:\\d{1,3}:)?\\d{1,2}:\\d{2}.*");

    /** Marks of HTML, times within a line, and what other programs put in braces; {@code 2 < 3 > 1} is text. */
    private static final Pattern MARKS =
            Pattern.compile("</?[\\p{Alpha}][^<>\\n]{0,200}>|<[\\d:.]{4,15}>|\\{\\\\[^{}\\n]{1,200}\\}");

    /** Who speaks, as WebVTT has it. */
    private static final Pattern VOICE = Pattern.compile("<v(?:\\.[^ <>\\n]{1,100})?[ \\t]([^<>\\n]{1,100})>");

    /** Blocks of WebVTT that are no cues. */
    private static final Pattern ASIDE = Pattern.compile("(?:WEBVTT|NOTE|STYLE|REGION)(?:[ \\t:].*)?");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public SubtitleFormat() {
        super(
                "subtitles",
                "Reads the spoken text of subtitles, a section per minute.",
                FileType.of("application/x-subrip", "srt"),
                FileType.of("text/vtt", "vtt"));
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException {
        DecodedText decoded = TextDecoder.decode(input);
        Spoken spoken = new Spoken();
        decoded.text().lines().forEach(spoken::take);
        spoken.end();
        // Subtitles of another kind, or none: nothing of it is lost.
        sink.document(
                spoken.hasTimes
                        ? new FileContent(
                                spoken.text.toString(), decoded.metadata().build(), spoken.sections)
                        : FileContent.of(decoded.text(), decoded.metadata().build()));
    }

    /** Gathers what is spoken, line by line. */
    private static final class Spoken {

        private final StringBuilder text = new StringBuilder();
        private final List<Section> sections = new ArrayList<>();

        /** Lines since the last blank one outside of a cue: a cue goes on after it, or the next one is named. */
        private final List<String> waiting = new ArrayList<>();

        private boolean hasTimes;
        private boolean inCue;
        private boolean aside;
        private boolean blankBefore = true;
        private String minute = "";
        private String start = "";
        private int from;

        void take(String line) {
            Matcher times = TIMES.matcher(line.strip());
            boolean blank = line.isBlank();
            if (times.matches()) {
                begin(times.group(1));
            } else if (blank) {
                inCue = false;
                aside = false;
            } else if (aside || (blankBefore && ASIDE.matcher(line.strip()).matches())) {
                aside = true;
                inCue = false;
            } else if (inCue) {
                add(line);
            } else {
                waiting.add(line);
            }
            blankBefore = blank;
        }

        /** Begins a cue. The line right before it is its number or name; other lines since the cue before belong to that one. */
        private void begin(String now) {
            if (!waiting.isEmpty() && !blankBefore) {
                waiting.remove(waiting.size() - 1);
            }
            addWaiting();
            hasTimes = true;
            inCue = true;
            aside = false;
            if (!now.substring(0, now.length() - 3).equals(minute)) {
                endSection();
                from = text.length();
                start = now;
                minute = now.substring(0, now.length() - 3);
            }
        }

        void end() {
            addWaiting();
            endSection();
        }

        private void addWaiting() {
            waiting.stream()
                    .filter(line -> !NUMBER.matcher(line.strip()).matches())
                    .forEach(this::add);
            waiting.clear();
        }

        private void add(String line) {
            String named = VOICE.matcher(line).replaceAll("$1: ");
            String clean = MARKS.matcher(named).replaceAll("").strip();
            if (!clean.isEmpty()) {
                text.append(clean).append('\n');
            }
        }

        private void endSection() {
            if (text.length() > from && !start.isEmpty()) {
                sections.add(new Section(new Span(from, text.length()), Metadata.of("time", start)));
            }
        }
    }
}
