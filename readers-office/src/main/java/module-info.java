import dev.lectern.readers.office.CompressedFormat;
import dev.lectern.readers.office.DataTablesFormat;
import dev.lectern.readers.office.EpubFormat;
import dev.lectern.readers.office.MoreOfficeFormat;
import dev.lectern.readers.office.OleFormat;
import dev.lectern.readers.office.OpenDocumentFormat;
import dev.lectern.readers.office.OutlookFormat;
import dev.lectern.readers.office.RtfFormat;
import dev.lectern.readers.office.SevenZipFormat;
import dev.lectern.readers.office.SheetsFormat;
import dev.lectern.readers.office.SlidesFormat;
import dev.lectern.readers.office.WordFormat;
import dev.lectern.spi.FileFormatProvider;

/** Formats of office programs, books and more archives, by Apache Tika and Commons Compress. */
module dev.lectern.readers.office {
    requires transitive dev.lectern.core;
    requires java.xml;
    requires org.apache.commons.compress;
    requires org.apache.poi.poi;
    requires org.apache.tika.core;
    requires org.apache.tika.parser.apple;
    requires org.apache.tika.parser.microsoft;
    requires org.apache.tika.parser.miscoffice;
    requires org.apache.tika.parser.zip;
    requires static org.jspecify;

    exports dev.lectern.readers.office;

    provides FileFormatProvider with
            CompressedFormat,
            DataTablesFormat,
            EpubFormat,
            MoreOfficeFormat,
            OleFormat,
            OpenDocumentFormat,
            OutlookFormat,
            RtfFormat,
            SevenZipFormat,
            SheetsFormat,
            SlidesFormat,
            WordFormat;
}
