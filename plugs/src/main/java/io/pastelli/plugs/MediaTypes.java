package io.pastelli.plugs;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The media types of usual file names. */
final class MediaTypes {
    private static final String UNKNOWN = "application/octet-stream";
    private static final Map<String, String> TYPES = table("""
            text/html html htm
            text/css css
            text/javascript js mjs cjs
            text/plain txt text log
            text/markdown md markdown
            text/csv csv
            text/calendar ics
            text/vcard vcf
            text/vtt vtt
            application/json json map
            application/ld+json jsonld
            application/manifest+json webmanifest
            application/xml xml xsl
            application/rss+xml rss
            application/atom+xml atom
            application/xhtml+xml xhtml
            application/yaml yaml yml
            application/pdf pdf
            application/wasm wasm
            application/zip zip
            application/gzip gz tgz
            application/zstd zst
            application/x-tar tar
            application/x-7z-compressed 7z
            application/java-archive jar
            application/rtf rtf
            application/sql sql
            application/epub+zip epub
            application/msword doc
            application/vnd.ms-excel xls
            application/vnd.ms-powerpoint ppt
            application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
            application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
            application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
            application/vnd.oasis.opendocument.text odt
            application/vnd.oasis.opendocument.spreadsheet ods
            image/svg+xml svg
            image/png png
            image/apng apng
            image/jpeg jpg jpeg
            image/gif gif
            image/webp webp
            image/avif avif
            image/bmp bmp
            image/tiff tif tiff
            image/vnd.microsoft.icon ico
            font/woff woff
            font/woff2 woff2
            font/ttf ttf
            font/otf otf
            audio/mpeg mp3
            audio/mp4 m4a
            audio/ogg oga ogg opus
            audio/wav wav
            audio/flac flac
            audio/aac aac
            audio/midi mid midi
            video/mp4 mp4 m4v
            video/mpeg mpeg mpg
            video/webm webm
            video/ogg ogv
            video/quicktime mov
            """);

    private MediaTypes() {}

    /** The type of a file name by its extension: {@code own} first, then the table, then octets. */
    static String of(String fileName, Map<String, String> own) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = own.get(extension);
        return type == null ? TYPES.getOrDefault(extension, UNKNOWN) : type;
    }

    private static Map<String, String> table(String lines) {
        var types = new HashMap<String, String>();
        lines.lines().map(line -> line.split(" ", -1)).forEach(words -> {
            for (int i = 1; i < words.length; i++) {
                types.put(words[i], words[0]);
            }
        });
        return Map.copyOf(types);
    }
}
