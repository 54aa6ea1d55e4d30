package io.pastelli.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.pastelli.checks.Pastelli.ADAPTERS;
import static io.pastelli.checks.Pastelli.CONN_API;
import static io.pastelli.checks.Pastelli.MAIN;
import static io.pastelli.checks.Pastelli.SERVERS;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may depend on whom (DESIGN, section 2). */
class LayersTest {
    @Test
    void aServerIsSeenOnlyByItsAdapter() {
        noClasses().that()
                .resideOutsideOfPackages("io.pastelli.jetty..", "io.pastelli.undertow..",
                        "io.pastelli.netty..", "io.pastelli.bench..")
                .should().dependOnClassesThat().resideInAnyPackage(SERVERS).check(MAIN);
    }

    @ParameterizedTest
    @CsvSource({"io.pastelli.jetty.., org.eclipse.jetty..", "io.pastelli.undertow.., io.undertow..",
            "io.pastelli.netty.., io.netty.."})
    void anAdapterSeesOnlyItsOwnServer(String adapter, String server) {
        var others = Stream.of(SERVERS).filter(other -> !other.equals(server))
                .filter(other -> !(adapter.contains("undertow") && other.equals("org.xnio..")))
                .toArray(String[]::new);
        noClasses().that().resideInAPackage(adapter).should().dependOnClassesThat().resideInAnyPackage(others)
                .allowEmptyShould(true).check(MAIN);
    }

    @Test
    void nobodyButTheBenchmarksNamesAnAdapter() {
        Stream.of(ADAPTERS)
                .forEach(adapter -> noClasses().that().resideOutsideOfPackages(adapter, "io.pastelli.bench..")
                        .should().dependOnClassesThat().resideInAPackage(adapter).check(MAIN));
    }

    @Test
    void theRouterDoesNotKnowPush() {
        noClasses().that().resideInAPackage("io.pastelli.router..").should().dependOnClassesThat()
                .resideInAPackage("io.pastelli.push..").check(MAIN);
    }

    @Test
    void redisIsSeenOnlyByItsModuleAndByProgramsThatAreAboutIt() {
        noClasses().that().resideOutsideOfPackage("io.pastelli.push.redis..").should().dependOnClassesThat()
                .resideInAnyPackage("redis.clients..").check(MAIN);
        noClasses().that().resideOutsideOfPackages("io.pastelli.push.redis..", "io.pastelli.examples..",
                "io.pastelli.bench..")
                .should().dependOnClassesThat().resideInAnyPackage("io.pastelli.push.redis..").check(MAIN);
    }

    @Test
    void connApiUsesOnlyTheJdk() {
        classes().that().resideInAnyPackage(CONN_API).should().onlyDependOnClassesThat()
                .resideInAnyPackage(Stream
                        .concat(Stream.of(CONN_API),
                                Stream.of("java..", "javax.crypto..", "javax.net.ssl..",
                                        "javax.security.auth..", "org.jspecify.."))
                        .toArray(String[]::new))
                .check(MAIN);
    }

    @ParameterizedTest
    @CsvSource({"io.pastelli.http, ''", "io.pastelli.owner, ''", "io.pastelli.crypto, io.pastelli.http",
            "io.pastelli.tls, io.pastelli.http", "io.pastelli.websocket, io.pastelli.http io.pastelli.owner",
            "io.pastelli.adapter, io.pastelli.http io.pastelli.owner io.pastelli.tls",
            "io.pastelli.adapter.http1, io.pastelli.http io.pastelli.adapter",
            "io.pastelli.conn, io.pastelli.http io.pastelli.crypto io.pastelli.owner io.pastelli.adapter io.pastelli.tls io.pastelli.websocket"})
    void theLayersOfConnApiPointDownwards(String layer, String below) {
        var allowed = Stream.concat(Stream.of(layer), Stream.of(below.split(" ", -1)))
                .filter(name -> !name.isEmpty()).toArray(String[]::new);
        classes().that().resideInAPackage(layer).should().onlyDependOnClassesThat()
                .resideInAnyPackage(
                        Stream.concat(Stream.of(allowed),
                                Stream.of("java..", "javax.crypto..", "javax.net.ssl..",
                                        "javax.security.auth..", "org.jspecify.."))
                                .toArray(String[]::new))
                .allowEmptyShould(true).check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.pastelli.(*)..").should().beFreeOfCycles().check(MAIN);
    }
}
