package dev.lectern.readers.office;

import dev.lectern.format.FileType;

/** Reads Excel workbooks, old and new: each group of rows is a section with its sheet and rows. Cells are as the program shows them. */
public final class SheetsFormat extends OfficeFormat {

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public SheetsFormat() {
        super(
                "sheets",
                "Reads Excel workbooks sheet by sheet, with the header repeated above each group of rows.",
                FileType.of("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
                FileType.of("application/vnd.openxmlformats-officedocument.spreadsheetml.template", "xltx"),
                FileType.of("application/vnd.ms-excel.sheet.macroenabled.12", "xlsm"),
                FileType.of("application/vnd.ms-excel.template.macroenabled.12", "xltm"),
                FileType.of("application/vnd.ms-excel.sheet.binary.macroenabled.12", "xlsb"),
                FileType.of("application/vnd.ms-excel", "xls", "xlt"),
                FileType.of("application/vnd.ms-excel.sheet.4"),
                FileType.of("application/vnd.ms-excel.sheet.3"),
                FileType.of("application/vnd.ms-excel.sheet.2"));
    }
}
