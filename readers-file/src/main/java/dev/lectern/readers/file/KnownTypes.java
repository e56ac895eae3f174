package dev.lectern.readers.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types of files that people have lying about, whether or not a format reads them: by first bytes, by ending, and which is a kind of
 * which. A failure can then name what it is about.
 *
 * <p>Signatures are those that the specification of each format gives. Immutable, thread-safe.
 */
final class KnownTypes {

    /** Old documents of Office and their kin, whose program only their content tells; the name is that of Apache Tika. */
    static final String OLE = "application/x-tika-msoffice";

    /** Open XML whose program only its parts tell; the name is that of Apache Tika. */
    static final String OPEN_XML = "application/x-tika-ooxml";

    static final String ZIP = "application/zip";
    static final String XML = "application/xml";
    static final String TEXT = "text/plain";

    /**
     * What {@code lectern-readers-office} reads. Columns: media type, what it is a kind of, endings, signatures; {@code -} where there is
     * nothing. A signature is offset, colon, and hexadecimal bytes or quoted characters; {@code +} joins what must be there together.
     */
    private static final String OFFICE = """
            application/x-tika-msoffice - - 0:D0CF11E0A1B11AE1
            application/msword ole doc,dot -
            application/vnd.ms-excel ole xls,xlt -
            application/vnd.ms-excel.sheet.2 - - 0:09000400
            application/vnd.ms-excel.sheet.3 - - 0:09020600
            application/vnd.ms-excel.sheet.4 - - 0:09040600
            application/vnd.ms-powerpoint ole ppt,pps,pot -
            application/vnd.ms-outlook ole msg,oft -
            application/vnd.visio ole vsd -
            application/x-mspublisher ole pub -
            application/x-quattro-pro ole qpw -
            application/x-hwp-v5 ole hwp -
            application/x-tika-ooxml zip - -
            application/vnd.openxmlformats-officedocument.wordprocessingml.document ooxml docx -
            application/vnd.openxmlformats-officedocument.wordprocessingml.template docx dotx -
            application/vnd.ms-word.document.macroenabled.12 docx docm -
            application/vnd.ms-word.template.macroenabled.12 docx dotm -
            application/vnd.openxmlformats-officedocument.spreadsheetml.sheet ooxml xlsx -
            application/vnd.openxmlformats-officedocument.spreadsheetml.template xlsx xltx -
            application/vnd.ms-excel.sheet.macroenabled.12 xlsx xlsm -
            application/vnd.ms-excel.template.macroenabled.12 xlsx xltm -
            application/vnd.ms-excel.sheet.binary.macroenabled.12 xlsx xlsb -
            application/vnd.openxmlformats-officedocument.presentationml.presentation ooxml pptx -
            application/vnd.openxmlformats-officedocument.presentationml.slideshow pptx ppsx -
            application/vnd.openxmlformats-officedocument.presentationml.template pptx potx -
            application/vnd.ms-powerpoint.presentation.macroenabled.12 pptx pptm -
            application/vnd.ms-powerpoint.template.macroenabled.12 pptx potm -
            application/vnd.ms-powerpoint.slideshow.macroenabled.12 pptx ppsm -
            application/vnd.ms-visio.drawing ooxml vsdx -
            application/vnd.oasis.opendocument.text zip odt -
            application/vnd.oasis.opendocument.text-template zip ott -
            application/vnd.oasis.opendocument.text-master zip odm -
            application/vnd.oasis.opendocument.spreadsheet zip ods -
            application/vnd.oasis.opendocument.spreadsheet-template zip ots -
            application/vnd.oasis.opendocument.presentation zip odp -
            application/vnd.oasis.opendocument.presentation-template zip otp -
            application/vnd.oasis.opendocument.graphics zip odg -
            application/vnd.oasis.opendocument.flat.text xml fodt -
            application/vnd.oasis.opendocument.flat.spreadsheet xml fods -
            application/vnd.oasis.opendocument.flat.presentation xml fodp -
            application/vnd.oasis.opendocument.flat.graphics xml fodg -
            application/epub+zip zip epub -
            application/vnd.apple.pages zip pages -
            application/vnd.apple.numbers zip numbers -
            application/vnd.apple.keynote zip key -
            application/vnd.adobe.indesign-idml-package zip idml -
            application/rtf text rtf -
            application/vnd.mif text mif -
            application/vnd.wordperfect - wpd 0:FF575043
            application/onenote - one 0:E4525C7B8CD8A74DAEB15378D02996D3
            application/x-msaccess - mdb,accdb 4:'Standard'+13:'Jet' 4:'Standard'+13:'ACE'
            application/vnd.ms-htmlhelp - chm 0:'ITSF'
            application/x-dbf - dbf -
            application/x-7z-compressed - 7z 0:377ABCAF271C
            application/x-bzip2 - bz2,tbz2,tbz 0:'BZh'+4:314159265359 0:'BZh'+4:177245385090
            application/x-xz - xz,txz 0:FD377A585A00
            application/x-lzma - lzma 0:5D0000+5:FFFFFFFFFFFFFFFF
            application/x-compress - z 0:1F9D
            """;

    /** The others; columns as above. */
    private static final String OTHERS = """
            application/pdf - pdf -
            application/zip - zip 0:504B0304 0:504B0506 0:504B0708
            application/java-archive zip jar,war,ear -
            application/vnd.android.package-archive zip apk -
            application/vnd.google-earth.kmz zip kmz -
            application/vnd.ms-xpsdocument zip xps,oxps -
            application/x-itunes-ipa zip ipa -
            application/vnd.sun.xml.writer zip sxw -
            application/vnd.sun.xml.calc zip sxc -
            application/vnd.sun.xml.impress zip sxi -
            application/vnd.oasis.opendocument.base zip odb -
            application/vnd.oasis.opendocument.chart zip odc -
            application/vnd.oasis.opendocument.formula zip odf -
            application/vnd.ms-excel.addin.macroenabled.12 xlsx xlam -
            application/vnd.ms-powerpoint.addin.macroenabled.12 pptx ppam -
            application/vnd.openxmlformats-officedocument.presentationml.slide pptx sldx -
            application/vnd.ms-project ole mpp,mpt -
            application/vnd.ms-works ole wps -
            application/x-quattropro ole wb1,wb2,wb3 0:000002000110 0:000002000210
            application/x-ms-installer ole msi -
            application/gzip - gz,tgz 0:1F8B
            application/x-tar - tar 257:'ustar'
            application/x-rar-compressed - rar 0:526172211A07
            application/zstd - zst 0:28B52FFD
            application/x-lz4 - lz4 0:04224D18
            application/x-lzip - lz 0:'LZIP'
            application/vnd.ms-cab-compressed - cab 0:'MSCF'
            application/x-arj - arj 0:60EA
            application/x-lha - lzh,lha 2:'-lh'
            application/x-cpio - cpio 0:'070701' 0:'070702' 0:'070707' 0:C771
            application/x-debian-package - deb 0:'!<arch>'+8:'debian'
            application/x-archive - a 0:'!<arch>'
            application/x-rpm - rpm 0:EDABEEDB
            application/x-apple-diskimage - dmg -
            application/x-iso9660-image - iso 32769:'CD001'
            application/x-chrome-package - crx 0:'Cr24'
            image/png - png 0:89504E470D0A1A0A
            image/jpeg - jpg,jpeg,jpe,jfif 0:FFD8FF
            image/gif - gif 0:'GIF87a' 0:'GIF89a'
            image/bmp - bmp,dib 0:'BM'+6:00000000
            image/tiff - tif,tiff 0:49492A00 0:4D4D002A 0:49492B00 0:4D4D002B
            image/x-raw-adobe image/tiff dng -
            image/x-raw-nikon image/tiff nef -
            image/x-canon-cr2 image/tiff cr2 -
            image/webp - webp 0:'RIFF'+8:'WEBP'
            image/vnd.microsoft.icon - ico 0:00000100
            image/heic - heic,heif 4:'ftypheic' 4:'ftypheix' 4:'ftypmif1' 4:'ftypmsf1'
            image/avif - avif 4:'ftypavif' 4:'ftypavis'
            image/jp2 - jp2 0:0000000C6A5020200D0A870A
            image/jxl - jxl 0:FF0A 0:0000000C4A584C200D0A870A
            image/vnd.adobe.photoshop - psd 0:'8BPS'
            image/vnd.djvu - djvu,djv 0:'AT&TFORM'
            image/x-xcf - xcf 0:'gimp'+5:'xcf'
            image/emf - emf 0:01000000+40:20454D46
            image/wmf - wmf 0:D7CDC69A
            image/vnd.dwg - dwg 0:'AC10'
            image/vnd.dxf - dxf -
            image/svg+xml xml svg -
            audio/mpeg - mp3 0:'ID3' 0:FFFB 0:FFFA 0:FFF3 0:FFF2
            audio/x-flac - flac 0:'fLaC'
            application/ogg - ogx 0:'OggS'
            audio/vorbis application/ogg ogg,oga -
            audio/opus application/ogg opus -
            video/ogg application/ogg ogv -
            audio/vnd.wave - wav 0:'RIFF'+8:'WAVE'
            audio/x-aiff - aif,aiff 0:'FORM'+8:'AIFF' 0:'FORM'+8:'AIFC'
            audio/midi - mid,midi 0:'MThd'
            audio/amr - amr 0:'#!AMR'
            audio/x-aac - aac 0:FFF1 0:FFF9
            audio/mp4 - m4a,m4b 4:'ftypM4A' 4:'ftypM4B'
            video/mp4 - mp4 4:'ftypisom' 4:'ftypiso2' 4:'ftypmp41' 4:'ftypmp42' 4:'ftypavc1' 4:'ftypdash'
            video/x-m4v - m4v 4:'ftypM4V'
            video/quicktime - mov,qt 4:'ftypqt' 4:'moov' 4:'mdat'
            video/3gpp - 3gp,3g2 4:'ftyp3g'
            video/x-matroska - mkv,mka 0:1A45DFA3
            video/webm video/x-matroska webm -
            video/x-msvideo - avi 0:'RIFF'+8:'AVI'
            video/x-flv - flv 0:'FLV'
            video/mpeg - mpg,mpeg,vob 0:000001BA 0:000001B3
            video/mp2t - m2ts 0:47+188:47+376:47
            video/x-ms-asf - asf 0:3026B2758E66CF11
            video/x-ms-wmv video/x-ms-asf wmv -
            audio/x-ms-wma video/x-ms-asf wma -
            application/x-elf - so,o 0:7F454C46
            application/x-dosexec - exe 0:'MZ'
            application/x-msdownload application/x-dosexec dll -
            application/x-mach-o - dylib 0:FEEDFACE 0:FEEDFACF 0:CEFAEDFE 0:CFFAEDFE
            application/java-vm - class 0:CAFEBABE
            application/wasm - wasm 0:0061736D
            application/x-dex - dex 0:6465780A
            application/x-ms-shortcut - lnk 0:4C0000000114020000000000C0
            application/x-shockwave-flash - swf 0:'FWS' 0:'CWS' 0:'ZWS'
            font/ttf - ttf 0:0001000000 0:'true'
            font/otf - otf 0:'OTTO'
            font/collection - ttc 0:'ttcf'
            font/woff - woff 0:'wOFF'
            font/woff2 - woff2 0:'wOF2'
            application/vnd.ms-fontobject - eot -
            application/vnd.sqlite3 - sqlite,sqlite3 0:'SQLite'+7:'format'
            application/vnd.apache.parquet - parquet 0:'PAR1'
            application/vnd.apache.arrow.file - arrow,feather 0:'ARROW1'
            application/avro - avro 0:'Obj'+3:01
            application/x-orc - orc 0:'ORC'
            application/x-hdf5 - h5,hdf5 0:894844460D0A1A0A
            application/x-netcdf - nc 0:'CDF'+3:01 0:'CDF'+3:02
            application/fits - fits 0:'SIMPLE'
            application/dicom - dcm 128:'DICM'
            application/x-numpy - npy 0:934E554D5059
            application/x-matlab-data - mat 0:'MATLAB'
            application/x-pickle - pkl,pickle -
            application/x-gguf - gguf 0:'GGUF'
            application/vnd.ms-outlook-pst - pst,ost 0:'!BDN'
            application/vnd.ms-tnef - tnef 0:789F3E22
            application/x-mobipocket-ebook - mobi,azw,azw3,prc 60:'BOOKMOBI'
            application/vnd.tcpdump.pcap - pcap 0:D4C3B2A1 0:A1B2C3D4
            application/x-shapefile - shp 0:0000270A
            application/x-bittorrent - torrent 0:'d8:announce'
            application/x-plist - - 0:'bplist00'
            application/x-pkcs12 - p12,pfx -
            application/pkix-cert - cer,der -
            application/pgp-encrypted - gpg,pgp -
            application/postscript - ps,eps 0:C5D0D3C6
            application/illustrator - ai -
            application/vnd.lotus-1-2-3 - wk1,wk3,wk4,123 0:0000020006 0:00001A00
            application/vnd.lotus-wordpro - lwp -
            application/x-mswrite - wri 0:31BE000000AB
            message/rfc822 text eml -
            multipart/related text mht,mhtml -
            application/mbox text mbox -
            application/x-hdr text hdr -
            text/calendar text ics,ifb -
            text/x-vcard text vcf -
            text/vtt text vtt -
            text/x-jsp text jsp -
            text/asp text asp -
            text/aspdotnet text aspx -
            text/troff text man,roff -
            application/x-bibtex-text-file text bib -
            application/xml-dtd text dtd -
            application/manifest+json text webmanifest -
            application/ld+json text jsonld -
            application/xml text xml -
            application/xhtml+xml xml xhtml,xht -
            application/rss+xml xml rss -
            application/atom+xml xml atom -
            application/rdf+xml xml rdf,owl -
            application/wsdl+xml xml wsdl -
            application/gpx+xml xml gpx -
            application/vnd.google-earth.kml+xml xml kml -
            application/xliff+xml xml xlf,xliff -
            application/tei+xml xml tei -
            application/mathml+xml xml mathml,mml -
            application/docbook+xml xml dbk,docbook -
            application/x-fictionbook+xml xml fb2 -
            text/x-opml xml opml -
            """;

    private static final Map<String, String> SHORT =
            Map.of("ole", OLE, "ooxml", OPEN_XML, "zip", ZIP, "xml", XML, "text", TEXT);

    private static final KnownTypes TABLE = new KnownTypes();

    /** Bytes that stand at an offset, as characters up to 255. */
    private record Mark(int offset, String bytes) {

        boolean isIn(String head) {
            return head.startsWith(bytes, offset);
        }
    }

    /** Marks that stand there together. */
    private record Signature(String type, List<Mark> marks) {

        boolean isIn(String head) {
            return marks.stream().allMatch(mark -> mark.isIn(head));
        }

        /** Tells whether so much is said that no text begins like it. */
        boolean isLong() {
            return marks.stream().mapToInt(mark -> mark.bytes.length()).sum() >= 4;
        }
    }

    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, String> byEnding = new HashMap<>();
    private final List<Signature> signatures = new ArrayList<>();
    private final Set<String> office;

    private KnownTypes() {
        OFFICE.lines().forEach(this::add);
        office = Set.copyOf(parents.keySet());
        OTHERS.lines().forEach(this::add);
    }

    private void add(String line) {
        String[] columns = line.split(" +", -1);
        String type = columns[0];
        parents.put(
                type,
                columns[1].equals("-")
                        ? ""
                        : SHORT.getOrDefault(columns[1], byEnding.getOrDefault(columns[1], columns[1])));
        for (String ending : listOf(columns[2], ",")) {
            byEnding.putIfAbsent(ending, type);
        }
        for (int i = 3; i < columns.length; i++) {
            List<Mark> marks =
                    listOf(columns[i], "\\+").stream().map(KnownTypes::mark).toList();
            if (!marks.isEmpty()) {
                signatures.add(new Signature(type, marks));
            }
        }
    }

    private static List<String> listOf(String column, String separator) {
        return column.equals("-") ? List.of() : List.of(column.split(separator, -1));
    }

    private static Mark mark(String text) {
        int colon = text.indexOf(':');
        String bytes = text.substring(colon + 1);
        return new Mark(
                Integer.parseInt(text.substring(0, colon)),
                bytes.startsWith("'")
                        ? bytes.substring(1, bytes.length() - 1)
                        : new String(HexFormat.of().parseHex(bytes), StandardCharsets.ISO_8859_1));
    }

    /**
     * Returns the type that the first bytes say, or null; bytes of text say none.
     *
     * @param nearlyText whether they are text but for a few control characters: signatures of two or three letters do not count then
     */
    static @Nullable String bySignature(byte[] head, boolean nearlyText) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        for (Signature signature : TABLE.signatures) {
            if ((!nearlyText || signature.isLong()) && signature.isIn(start)) {
                return signature.type;
            }
        }
        return null;
    }

    /** Returns the type that an ending of a name stands for, in lower case without dot; empty if it is not known. */
    static String byEnding(String ending) {
        return TABLE.byEnding.getOrDefault(ending, "");
    }

    /** Tells whether a type is in the table. */
    static boolean knows(String type) {
        return TABLE.parents.containsKey(type);
    }

    /** Tells whether a type is another one, or a kind of it. */
    static boolean isKindOf(String type, String other) {
        for (String kind = type; !kind.isEmpty(); kind = TABLE.parents.getOrDefault(kind, "")) {
            if (kind.equals(other)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether {@code lectern-readers-office} reads a type. */
    static boolean isOffice(String type) {
        return TABLE.office.contains(type);
    }
}
