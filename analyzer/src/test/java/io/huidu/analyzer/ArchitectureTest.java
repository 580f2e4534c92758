package io.huidu.analyzer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** The arrows between packages, and what the pure ones do without. */
@AnalyzeClasses(packages = "io.huidu.analyzer", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule statisticsKnowNothingButMathematics = classes()
            .that()
            .resideInAPackage("..analyzer.statistics")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.huidu.analyzer.statistics",
                    "java.lang..",
                    "java.util..",
                    "org.apache.commons.math3..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule verdictsKnowStatisticsAndTheContractOnly = classes()
            .that()
            .resideInAPackage("..analyzer.verdict")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.huidu.analyzer.verdict",
                    "io.huidu.analyzer.verdict.peers",
                    "io.huidu.analyzer.statistics",
                    "io.huidu.events",
                    "java.lang..",
                    "java.math",
                    "java.util..",
                    "java.time..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule thePeersRulesKnowNothingOfHuidu = classes()
            .that()
            .resideInAPackage("..analyzer.verdict.peers")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.huidu.analyzer.verdict.peers",
                    "io.huidu.events", // LatencyStatistic
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "org.apache.commons.math3..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule neitherAsksForTheTimeOrForChance = noClasses()
            .that()
            .resideInAnyPackage("..analyzer.statistics", "..analyzer.verdict..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName(Clock.class.getName())
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.random..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\..*Random.*");

    @ArchTest
    static final ArchRule transcendentalFunctionsAreTheSameOnEveryMachine = noClasses()
            .that()
            .resideInAnyPackage("..analyzer.statistics", "..analyzer.verdict..")
            .should()
            .callMethod(Math.class, "log", double.class)
            .orShould()
            .callMethod(Math.class, "exp", double.class)
            .orShould()
            .callMethod(Math.class, "log1p", double.class)
            .orShould()
            .callMethod(Math.class, "pow", double.class, double.class);

    @ArchTest
    static final ArchRule countingKnowsVerdictsStatisticsAndTheContractOnly = classes()
            .that()
            .resideInAPackage("..analyzer.counting")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.huidu.analyzer.counting",
                    "io.huidu.analyzer.verdict",
                    "io.huidu.analyzer.statistics",
                    "io.huidu.events",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule analysisKnowsItsPortsAlone = classes()
            .that()
            .resideInAPackage("..analyzer.analysis")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.huidu.analyzer.analysis",
                    "io.huidu.analyzer.counting",
                    "io.huidu.analyzer.verdict",
                    "io.huidu.analyzer.statistics",
                    "io.huidu.events",
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule recordingsKnowTheAnalysisButNoOtherAdapter = classes()
            .that()
            .resideInAPackage("..analyzer.recording")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.huidu.analyzer.recording",
                    "io.huidu.analyzer.analysis",
                    "io.huidu.analyzer.counting",
                    "io.huidu.analyzer.verdict",
                    "io.huidu.analyzer.statistics",
                    "io.huidu.events",
                    "io.huidu.events.codec",
                    "io.huidu.limits",
                    "com.fasterxml.jackson..",
                    "java.io",
                    "java.lang..",
                    "java.nio..",
                    "java.util..",
                    "java.time..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule theServiceKnowsNothingOfTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("..analyzer.cli")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.huidu.analyzer.cli", "picocli..");

    @ArchTest
    static final ArchRule theCommandLineNeedsNoKafka = noClasses()
            .that()
            .resideInAPackage("..analyzer.cli")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.huidu.analyzer.kafka", "io.huidu.events.kafka", "org.apache.kafka..");

    @ArchTest
    static final ArchRule adaptersDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("..analyzer.prometheus")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.huidu.analyzer.kafka", "io.huidu.events.kafka", "io.huidu.analyzer.recording");

    @ArchTest
    static final ArchRule theTimeIsAlwaysGiven = noClasses()
            .that()
            .resideInAPackage("io.huidu.analyzer..")
            .and()
            .doNotHaveSimpleName("Analyzer")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");
}
