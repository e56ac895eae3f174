package dev.lectern.readers.office;

import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.dbf.DBFParser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.hwp.HwpV5Parser;
import org.apache.tika.parser.indesign.IDMLParser;
import org.apache.tika.parser.iwork.IWorkPackageParser;
import org.apache.tika.parser.iwork.iwana.IWork13PackageParser;
import org.apache.tika.parser.iwork.iwana.IWork18PackageParser;
import org.apache.tika.parser.microsoft.JackcessParser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OldExcelParser;
import org.apache.tika.parser.microsoft.chm.ChmParser;
import org.apache.tika.parser.microsoft.onenote.OneNoteParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.mif.MIFParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.wordperfect.QuattroProParser;
import org.apache.tika.parser.wordperfect.WordPerfectParser;

/**
 * Holds the parsers that this module uses, listed one by one.
 *
 * <p>What else of Tika lies on the class path stays out: parsers that start programs (OCR, ffmpeg), load native code, or call servers.
 * They are made when first needed, which takes about half a second.
 */
final class OfficeParsers {

    private OfficeParsers() {}

    /** Returns the parser that finds out what a document is; thread-safe. */
    static Parser shared() {
        return Holder.PARSER;
    }

    private static final class Holder {

        private static final Parser PARSER = new AutoDetectParser(
                new DefaultDetector(),
                new OOXMLParser(),
                new OfficeParser(),
                new OldExcelParser(),
                new RTFParser(),
                new OpenDocumentParser(),
                new EpubParser(),
                new DBFParser(),
                new OneNoteParser(),
                new JackcessParser(),
                new ChmParser(),
                new HwpV5Parser(),
                new WordPerfectParser(),
                new QuattroProParser(),
                new MIFParser(),
                new IDMLParser(),
                new IWorkPackageParser(),
                new IWork13PackageParser(),
                new IWork18PackageParser());
    }
}
