package dev.lectern.spi;

import dev.lectern.format.FileFormat;

/** Makes formats of files by name; the reader of files takes all that are on the class path. */
public interface FileFormatProvider extends Provider<FileFormat> {}
