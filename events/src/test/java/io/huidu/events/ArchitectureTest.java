package io.huidu.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.huidu", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theContractKnowsNothingOfHowItTravels = classes()
            .that()
            .resideInAPackage("io.huidu.events")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.huidu.events",
                    "java.lang..",
                    "java.net",
                    "java.nio.charset",
                    "java.security",
                    "java.time..",
                    "java.util..",
                    "com.fasterxml.jackson.annotation",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule theCodecsDoNoInputOrOutput = classes()
            .that()
            .resideInAnyPackage("io.huidu.events.codec", "io.huidu.events.cdevents")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.huidu.events",
                    "io.huidu.events.codec",
                    "io.huidu.events.cdevents",
                    "io.huidu.limits",
                    "java.io", // IOException is what Jackson throws
                    "java.lang..",
                    "java.net",
                    "java.nio.charset",
                    "java.time..",
                    "java.util..",
                    "com.fasterxml.jackson..",
                    "io.cloudevents..",
                    "org.apache.kafka.common.header..",
                    "org.apache.kafka.clients.consumer", // ConsumerRecord, see below
                    "org.apache.kafka.clients.producer", // ProducerRecord
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule theCodecsKnowRecordsButNoClients = noClasses()
            .that()
            .resideInAnyPackage("io.huidu.events.codec", "io.huidu.events.cdevents")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("org\\.apache\\.kafka\\.clients\\..*(?<!Record)");

    @ArchTest
    static final ArchRule whatEveryProcessNeedsKnowsNothingOfReleases = noClasses()
            .that()
            .resideInAPackage("io.huidu.service")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.huidu.events..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule timeComesFromOutside = noClasses()
            .that()
            .resideInAnyPackage("io.huidu.events", "io.huidu.events.codec")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
