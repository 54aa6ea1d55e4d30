package io.pastelli.checks;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.Objects;

/** What the rules look at. */
final class Pastelli {
    static final String[] CONN_API = {"io.pastelli", "io.pastelli.http", "io.pastelli.crypto",
            "io.pastelli.tls",
            "io.pastelli.owner", "io.pastelli.websocket",
            "io.pastelli.adapter", "io.pastelli.adapter.http1", "io.pastelli.conn"};
    static final String[] SERVERS = {"org.eclipse.jetty..", "io.undertow..", "org.xnio..", "io.netty.."};
    static final String[] ADAPTERS = {"io.pastelli.jetty..", "io.pastelli.undertow..", "io.pastelli.netty.."};

    /** The main classes of every module; what JMH generates is not ours to rule. */
    static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("jmh_generated")).importPackages("io.pastelli");

    private Pastelli() {}

    /** The folder of the root pom. */
    static Path root() {
        return Path.of(Objects.requireNonNull(System.getProperty("pastelli.root"), "run this through Maven"));
    }
}
