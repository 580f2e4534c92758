package io.huidu.shifter.rollout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

@AnalyzeClasses(packages = "io.huidu.shifter", importOptions = DoNotIncludeTests.class)
class PurityTest {

    @ArchTest
    static final ArchRule decidingKnowsOnlyTheContractAndTheRoutePort = classes()
            .that()
            .resideInAPackage("io.huidu.shifter.rollout")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.huidu.shifter.rollout",
                    "io.huidu.shifter.freeze",
                    "io.huidu.shifter.image",
                    "io.huidu.shifter.route",
                    "io.huidu.events",
                    "java.lang..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule namesOfImagesAreReadFromNothingButTheirText = classes()
            .that()
            .resideInAPackage("io.huidu.shifter.image")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.huidu.shifter.image", "java.lang..", "java.util..", "org.jspecify..", "org.semver4j..");

    @ArchTest
    static final ArchRule windowsAreReadFromNothingButTheTimeThatIsAskedFor = classes()
            .that()
            .resideInAPackage("io.huidu.shifter.freeze")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.huidu.shifter.freeze",
                    "java.lang..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify..",
                    "com.cronutils..");

    @ArchTest
    static final ArchRule decidingReadsNoClockAndNoChance = noClasses()
            .that()
            .resideInAnyPackage("io.huidu.shifter.rollout", "io.huidu.shifter.freeze")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Instant.class, "now", Clock.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Clock.class, Random.class, UUID.class);

    @ArchTest
    static final ArchRule resourceDependsOnNothingButWhatIsDecided = noClasses()
            .that()
            .resideInAPackage("io.huidu.shifter.api")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javaoperatorsdk..", "org.apache.kafka..", "org.slf4j..", "java.net.http..");
}
