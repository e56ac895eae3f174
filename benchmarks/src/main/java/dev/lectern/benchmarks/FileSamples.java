package dev.lectern.benchmarks;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;

/** Writes a file of everyday size in each format that can be written here: a report of some hundred kilobytes of text. */
final class FileSamples {

    private static final int CHARS = 200_000;
    private static final int ROWS = 3_000;
    private static final int CELLS = 8;

    /** Paragraphs of a page or slide. */
    private static final int PER_PAGE = 6;

    private final Path folder;
    private final List<String> paragraphs;

    private FileSamples(Path folder, List<String> paragraphs) {
        this.folder = folder;
        this.paragraphs = paragraphs;
    }

    /** Writes the files and returns them by kind. */
    static Map<String, List<Path>> write(Path folder, long seed) throws IOException {
        List<String> paragraphs = Splitter.on("\n\n")
                .trimResults()
                .omitEmptyStrings()
                .splitToStream(EnglishText.of(seed, CHARS))
                .map(paragraph -> paragraph.replace('\n', ' '))
                .toList();
        FileSamples samples = new FileSamples(folder, paragraphs);
        Map<String, List<Path>> files = new TreeMap<>();
        samples.texts()
                .forEach((kind, text) -> files.put(kind, List.of(samples.file(kind, out -> {
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                }))));
        samples.binaries().forEach((kind, content) -> files.put(kind, List.of(samples.file(kind, content))));
        return files;
    }

    /** Writes a file into a stream that is closed by who opened it. */
    private interface Content {

        void writeTo(OutputStream out) throws IOException;
    }

    private Path file(String kind, Content content) {
        Path file = folder.resolve("report." + kind);
        try (OutputStream out = Files.newOutputStream(file)) {
            content.writeTo(out);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + file, e);
        }
    }

    private Map<String, String> texts() {
        String plain = String.join("\n\n", paragraphs) + "\n";
        return Map.of(
                "txt",
                plain,
                "md",
                each("", "## ", "\n\n", "", "\n\n"),
                "rst",
                plain,
                "html",
                "<!doctype html><title>Report</title>" + each("", "<h2>", "</h2>\n", "<p>", "</p>\n"),
                "xml",
                "<report>" + each("", "<title>", "</title>\n", "<para>", "</para>\n") + "</report>",
                "csv",
                rows().stream().map(row -> String.join(",", row)).collect(Collectors.joining("\n")),
                "json",
                "[" + each("", "{\"title\": \"", "\"},\n", "{\"text\": \"", "\"},\n") + "{}]",
                "rtf",
                "{\\rtf1\\ansi " + each("", "{\\b ", "}\\par\n", "", "\\par\n") + "}",
                "eml",
                message(plain),
                "mbox",
                paragraphs.stream().map(this::boxed).collect(Collectors.joining()));
    }

    private String each(String before, String title, String afterTitle, String paragraph, String afterParagraph) {
        StringBuilder text = new StringBuilder(before);
        for (int i = 0; i < paragraphs.size(); i++) {
            if (i % PER_PAGE == 0) {
                text.append(title).append("Part ").append(i).append(afterTitle);
            }
            text.append(paragraph).append(paragraphs.get(i).replace("\"", "")).append(afterParagraph);
        }
        return text.toString();
    }

    private static String message(String text) {
        return "From: ada@example.org\nTo: bob@example.org\nSubject: The report\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n"
                + "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n" + text;
    }

    private String boxed(String text) {
        return "From ada@example.org Mon Mar  2 10:00:00 2026\n" + message(text) + "\n\n";
    }

    private List<List<String>> rows() {
        List<String> words = Splitter.on(' ').omitEmptyStrings().splitToList(String.join(" ", paragraphs));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("name", "place", "kind", "first", "second", "third", "fourth", "remark"));
        for (int row = 1; row < ROWS; row++) {
            List<String> cells = new ArrayList<>();
            for (int cell = 0; cell < CELLS; cell++) {
                String word = words.get((row * CELLS + cell) % words.size()).replaceAll("\\W", "");
                cells.add(cell < 3 || cell == CELLS - 1 ? "w" + word : String.valueOf(row * cell / 7.0));
            }
            rows.add(cells);
        }
        return rows;
    }

    private Map<String, Content> binaries() {
        return Map.of(
                "docx", this::word,
                "xlsx", out -> workbook(new XSSFWorkbook(), out),
                "xls", out -> workbook(new HSSFWorkbook(), out),
                "pptx", this::slides,
                "ppt", this::oldSlides,
                "pdf", this::pdf,
                "zip", this::zip,
                "tgz", this::tgz);
    }

    private void word(OutputStream out) throws IOException {
        try (XWPFDocument word = new XWPFDocument()) {
            paragraphs.forEach(text -> word.createParagraph().createRun().setText(text));
            word.write(out);
        }
    }

    private void workbook(Workbook made, OutputStream out) throws IOException {
        try (Workbook book = made) {
            Sheet sheet = book.createSheet("Report");
            List<List<String>> rows = rows();
            for (int i = 0; i < rows.size(); i++) {
                Row row = sheet.createRow(i);
                for (int cell = 0; cell < CELLS; cell++) {
                    String value = rows.get(i).get(cell);
                    if (Character.isDigit(value.charAt(0))) {
                        row.createCell(cell).setCellValue(Double.parseDouble(value));
                    } else {
                        row.createCell(cell).setCellValue(value);
                    }
                }
            }
            book.write(out);
        }
    }

    private void slides(OutputStream out) throws IOException {
        try (XMLSlideShow show = new XMLSlideShow()) {
            pages().forEach(page -> show.createSlide().createTextBox().setText(page));
            show.write(out);
        }
    }

    private void oldSlides(OutputStream out) throws IOException {
        try (HSLFSlideShow show = new HSLFSlideShow()) {
            pages().forEach(page -> show.createSlide().createTextBox().setText(page));
            show.write(out);
        }
    }

    private List<String> pages() {
        List<String> pages = new ArrayList<>();
        for (int i = 0; i < paragraphs.size(); i += PER_PAGE) {
            pages.add(String.join("\n", paragraphs.subList(i, Math.min(paragraphs.size(), i + PER_PAGE))));
        }
        return pages;
    }

    private void pdf(OutputStream out) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
            for (String text : pages()) {
                PDPage page = new PDPage();
                pdf.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                    content.beginText();
                    content.setFont(font, 9);
                    content.setLeading(11);
                    content.newLineAtOffset(60, 740);
                    for (String line : Splitter.on('\n').split(text.replaceAll("(.{80,100}) ", "$1\n"))) {
                        content.showText(line);
                        content.newLine();
                    }
                    content.endText();
                }
            }
            pdf.save(out);
        }
    }

    private void zip(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, String> text : new TreeMap<>(texts()).entrySet()) {
            zip.putNextEntry(new ZipEntry("report." + text.getKey()));
            zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
        }
        zip.finish();
    }

    private void tgz(OutputStream out) throws IOException {
        GZIPOutputStream packed = new GZIPOutputStream(out);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(packed);
        for (Map.Entry<String, String> text : new TreeMap<>(texts()).entrySet()) {
            byte[] bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry("report." + text.getKey());
            entry.setSize(bytes.length);
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
        }
        tar.finish();
        packed.finish();
    }
}
