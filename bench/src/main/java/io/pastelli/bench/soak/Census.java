package io.pastelli.bench.soak;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** What is alive in this JVM after garbage collections. */
final class Census {
    private static final Pattern VIRTUAL = Pattern
            .compile("(?m)^ *\\d+: +(\\d+) +\\d+ +java\\.lang\\.VirtualThread(?: .*)?$");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    private Census() {}

    /** Returns bytes of live objects, platform threads and virtual threads. */
    static String take() throws JMException, InterruptedException {
        System.gc();
        Thread.sleep(100); // cleaners
        // it collects, too, and counts what is left object by object: more exact than the pools' figures
        String histogram = (String) ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                new Object[]{new String[0]}, new String[]{String[].class.getName()});
        return number(TOTAL, histogram) + " " + ManagementFactory.getThreadMXBean().getThreadCount() + " "
                + number(VIRTUAL, histogram);
    }

    private static String number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "0";
    }
}
