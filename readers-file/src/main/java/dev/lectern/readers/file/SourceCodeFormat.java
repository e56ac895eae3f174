package dev.lectern.readers.file;

import dev.lectern.document.Metadata;
import dev.lectern.document.MetadataKeys;
import dev.lectern.format.FileContent;
import dev.lectern.format.FileInput;
import dev.lectern.format.FileSink;
import dev.lectern.format.FileType;
import dev.lectern.format.Outline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads source code as it stands; lines that declare a type or a function begin a section with its name.
 *
 * <p>Declarations are found by how their first line looks in the language, not by a parser. The language is that of the ending, under
 * {@link MetadataKeys#CODE_LANGUAGE}.
 */
public final class SourceCodeFormat extends BuiltInFormat {

    private static final Pattern BRACES = Pattern.compile(
            "^[ \\t]*+(?:(?:public|private|protected|internal|static|final|abstract|sealed|export|default|async|open|data|case|pub(?:\\([a-z]+\\))?|unsafe|partial)[ \\t]+)*+"
                    + "(?:class|interface|enum|record|struct|trait|impl|object|namespace|module|protocol|extension|func|fun|fn|function|def|type|sub)[ \\t]+"
                    + "(?:\\([^)\\n]{0,200}\\)[ \\t]*)?([\\w$.:<>]+)",
            Pattern.MULTILINE);

    private static final Pattern INDENTED =
            Pattern.compile("^([ \\t]*)(?:async[ \\t]+)?(?:class|def|module)[ \\t]+([\\w.]+[?!]?)", Pattern.MULTILINE);

    private static final Pattern TABLES = Pattern.compile(
            "^[ \\t]*+create\\s+(?:or\\s+replace\\s+)?(?:table|view|function|procedure|index|type)\\s+(?:if\\s+not\\s+exists\\s+)?([\\w.\"`\\[\\]]+)",
            Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> LANGUAGES = languages();

    private static Map<String, String> languages() {
        Map<String, String> languages = new TreeMap<>();
        String table =
                "java:java kotlin:kt,kts scala:scala,sc groovy:groovy,gradle clojure:clj,cljs python:py,pyi ruby:rb "
                        + "javascript:js,mjs,cjs,jsx typescript:ts,tsx,mts c:c,h cpp:cpp,cc,cxx,hpp,hh csharp:cs go:go rust:rs swift:swift "
                        + "objective-c:m,mm php:php perl:pl,pm lua:lua r:r julia:jl dart:dart haskell:hs elixir:ex,exs erlang:erl fsharp:fs "
                        + "ocaml:ml,mli lisp:lisp,el scheme:scm sql:sql shell:sh,bash,zsh,ksh powershell:ps1,psm1 batch:bat,cmd "
                        + "css:css scss:scss,sass less:less vue:vue svelte:svelte protobuf:proto graphql:graphql,gql terraform:tf "
                        + "yaml:yaml,yml toml:toml ini:ini,cfg,conf,properties cmake:cmake make:mk docker:dockerfile fortran:f,f90 "
                        + "pascal:pas ada:adb,ads vb:vb,vbs assembly:asm,s zig:zig nim:nim solidity:sol diff:diff,patch";
        for (String language : table.split(" ", -1)) {
            String name = language.substring(0, language.indexOf(':'));
            for (String ending : language.substring(name.length() + 1).split(",", -1)) {
                languages.put(ending, name);
            }
        }
        return languages;
    }

    /** Makes the format; {@link java.util.ServiceLoader} calls this. */
    public SourceCodeFormat() {
        super(
                "source-code",
                "Reads source code and configuration as it stands, with types and functions as sections.",
                kinds());
    }

    private static FileType[] kinds() {
        Map<String, List<String>> endings = new TreeMap<>();
        LANGUAGES.forEach((ending, language) -> endings.computeIfAbsent(mediaType(language), type -> new ArrayList<>())
                .add(ending));
        return endings.entrySet().stream()
                .map(type -> new FileType(type.getKey(), type.getValue()))
                .toArray(FileType[]::new);
    }

    private static String mediaType(String language) {
        return switch (language) {
            case "java" -> "text/x-java-source";
            case "c" -> "text/x-csrc";
            case "cpp" -> "text/x-c++src";
            case "css" -> "text/css";
            case "javascript" -> "text/javascript";
            case "sql" -> "text/x-sql";
            case "yaml" -> "text/x-yaml";
            default -> "text/x-" + language;
        };
    }

    @Override
    public void read(FileInput input, FileSink sink) throws IOException {
        DecodedText decoded = TextDecoder.decode(input);
        String language = LANGUAGES.getOrDefault(FileTypes.endingOf(input.name()), "");
        Outline outline = new Outline();
        outline(decoded.text(), language, outline);
        Metadata.Builder metadata = decoded.metadata();
        if (!language.isEmpty()) {
            metadata.set(MetadataKeys.CODE_LANGUAGE, language);
        }
        sink.document(new FileContent(
                decoded.text(),
                metadata.build(),
                outline.sections(decoded.text().length())));
    }

    private static void outline(String text, String language, Outline outline) {
        switch (language) {
            case "python", "ruby" -> {
                Matcher declaration = INDENTED.matcher(text);
                while (declaration.find()) {
                    int indent = declaration.group(1).replace("\t", "    ").length();
                    outline.add(1 + indent, declaration.group(2), declaration.start());
                }
            }
            case "sql" -> flat(TABLES, text, outline);
            case "css",
                    "scss",
                    "less",
                    "yaml",
                    "toml",
                    "ini",
                    "make",
                    "docker",
                    "assembly",
                    "diff",
                    "batch",
                    "shell" -> {
                // Nothing there is declared in a way that one line shows.
            }
            default -> flat(BRACES, text, outline);
        }
    }

    private static void flat(Pattern pattern, String text, Outline outline) {
        Matcher declaration = pattern.matcher(text);
        while (declaration.find()) {
            outline.add(1, declaration.group(1), declaration.start());
        }
    }
}
