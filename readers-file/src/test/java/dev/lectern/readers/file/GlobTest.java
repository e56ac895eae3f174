package dev.lectern.readers.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What globs match. */
class GlobTest {

    @ParameterizedTest(name = "{0} on {1} is {2}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.md readme.md true",
                "*.md docs/readme.MD true",
                "*.md readme.mdx false",
                "**/*.md readme.md true",
                "**/*.md a/b/readme.md true",
                "docs/*.md docs/a.md true",
                "docs/*.md docs/x/a.md false",
                "docs/** docs/x/a.md true",
                "docs/**/a.md docs/a.md true",
                "docs/**/a.md docs/x/y/a.md true",
                "/readme.md docs/readme.md false",
                "drafts drafts/a/b.txt true",
                "a/data a/data/b.txt true",
                "a/data a/data2/b.txt false",
                "drafts/ x/drafts/b.txt true",
                "a/drafts b/a/drafts/c.txt false",
                "*.{txt,md} a.txt true",
                "*.{txt,md} a.html false",
                "note?.txt note1.txt true",
                "note?.txt note/.txt false",
                "[a-c]*.txt b1.txt true",
                "[!a-c]*.txt b1.txt false",
                "a.b axb false",
                "a+(b).txt a+(b).txt true"
            })
    void matchesPathOrFolder_ofPath_is(String glob, String path, boolean expected) {
        assertThat(Glob.of("includes", glob).matchesPathOrFolder(path)).isEqualTo(expected);
    }
}
