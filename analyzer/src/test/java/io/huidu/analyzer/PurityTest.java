package io.huidu.analyzer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.huidu.analyzer", importOptions = DoNotIncludeTests.class)
class PurityTest {

    @ArchTest
    static final ArchRule statisticsKnowNothingButTheLanguage = classes()
            .that()
            .resideInAPackage("..analyzer.statistics")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.huidu.analyzer.statistics", "java.lang..", "java.util..", "org.jspecify..");

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
}
