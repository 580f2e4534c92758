package io.huidu.shifter;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall.Predicates;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.huidu.limits.InputLimit;

@AnalyzeClasses(packages = "io.huidu.shifter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule routersKnowNoRollout = noClasses()
            .that()
            .resideInAnyPackage(
                    "..shifter.route..",
                    "..shifter.rules..",
                    "..shifter.istio..",
                    "..shifter.gatewayapi..",
                    "..shifter.nginx..",
                    "..shifter.replicas..",
                    "..shifter.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..shifter.rollout..",
                    "..shifter.reconcile..",
                    "..shifter.operator..",
                    "..shifter.kubernetes..",
                    "..shifter.kafka..",
                    "..shifter.api..");

    @ArchTest
    static final ArchRule theCycleKnowsNoAdapter = noClasses()
            .that()
            .resideInAPackage("..shifter.reconcile..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..shifter.rules..",
                    "..shifter.istio..",
                    "..shifter.gatewayapi..",
                    "..shifter.replicas..",
                    "..shifter.nginx..",
                    "..shifter.cluster..",
                    "..shifter.kubernetes..",
                    "..shifter.kafka..",
                    "..shifter.operator..",
                    "io.huidu.events.kafka..",
                    "org.apache.kafka..",
                    "io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule onlyTheOperatorKnowsTheSdk = noClasses()
            .that()
            .resideOutsideOfPackage("..shifter.operator..")
            // Which says why the process didn't start.
            .and()
            .doNotHaveSimpleName("Shifter")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.javaoperatorsdk..");

    @ArchTest
    static final ArchRule onlyTheClusterWrites = noClasses()
            .that()
            .resideOutsideOfPackage("..shifter.cluster..")
            .should()
            .callMethodWhere(Predicates.target(owner(resideInAPackage("io.fabric8.kubernetes.client.dsl..")))
                    .and(Predicates.target(
                            nameMatching("create.*|update.*|patch.*|edit.*|replace.*|delete.*|serverSideApply"))));

    /** The console has limits of its own, in one place. */
    @ArchTest
    static final ArchRule whatOthersWroteIsReadToALimit = classes()
            .that()
            .resideOutsideOfPackage("..shifter.console..")
            .and(DescribedPredicate.describe(
                    "read JSON",
                    type -> type.getMethodCallsFromSelf().stream()
                            .anyMatch(call -> call.getTargetOwner().isAssignableTo(ObjectMapper.class)
                                    && call.getName().matches("readTree|readValue"))))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(InputLimit.class);
}
