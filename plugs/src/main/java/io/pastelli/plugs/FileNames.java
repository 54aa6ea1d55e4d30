package io.pastelli.plugs;

import io.pastelli.http.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells segments of a path that can name a file from those that lead elsewhere on some system. */
final class FileNames {
    /** What Windows takes for a device, with any extension and trailing blanks. */
    private static final Pattern DEVICE = Pattern
            .compile("(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3]) *(\\..*)?");
    private static final int LONGEST = 255;

    private FileNames() {}

    /**
     * Decodes each segment once; empty when one of them names no file on every system.
     *
     * @throws io.pastelli.http.HttpException 400 for a bad escape or octets that are not UTF-8
     */
    static Optional<List<String>> decoded(List<String> segments) {
        var names = new ArrayList<String>(segments.size());
        for (String segment : segments) {
            String name = Percent.decode(segment);
            if (!safe(name)) {
                return Optional.empty();
            }
            names.add(name);
        }
        return Optional.of(List.copyOf(names));
    }

    /** Tells whether {@code name} is one name of a file: no way up, no separator, stream, device or short name. */
    static boolean safe(String name) {
        if (name.isEmpty() || name.length() > LONGEST || name.endsWith(".") || name.endsWith(" ")) {
            return false; // "." and ".." too; Windows cuts trailing dots and blanks off
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == 0x7f || "/\\:*?\"<>|".indexOf(c) >= 0) {
                return false;
            }
        }
        return !DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** Tells whether {@code name} is hidden by convention; {@code .well-known} is there to be seen (RFC 8615). */
    static boolean hidden(String name) {
        return name.startsWith(".") && !name.equals(".well-known");
    }
}
