package dev.lectern.readers.office;

import org.apache.tika.parser.microsoft.OfficeParserConfig;

/** Tells the text when the headers and footers of a sheet end: the parser asks for shapes between both. One document per object. */
final class SheetParserConfig extends OfficeParserConfig {

    private static final long serialVersionUID = 1L;

    private final transient Runnable beforeShapes;

    SheetParserConfig(Runnable beforeShapes) {
        this.beforeShapes = beforeShapes;
    }

    @Override
    public boolean isIncludeShapeBasedContent() {
        beforeShapes.run();
        return super.isIncludeShapeBasedContent();
    }
}
