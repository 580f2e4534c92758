package io.huidu.shifter.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.huidu.shifter.api.CanaryRelease;
import io.huidu.shifter.rollout.Wish;
import io.huidu.shifter.rollout.Wish.Ask;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EffectsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private static final String SHOP = """
            apiVersion: huidu.io/v1alpha1
            kind: CanaryRelease
            metadata: {name: servicea, namespace: shop, uid: 01234567-89ab, annotations: {}}
            spec:
              versions: [{name: v1, deployment: servicea-v1}, {name: v2, deployment: servicea-v2}]
              desired: v2
              traffic: {nginxIngress: {ingress: servicea}}
              steps: [{weight: 5}, {weight: 25, gate: approval}, {weight: 100}]
              analysis: {preset: spring-boot}
            """;

    private static final String RUNNING = SHOP + """
            status:
              phase: Progressing
              reason: NotEnoughEvidence
              serving: v1
              weight: {asked: 25, observed: 25}
              verdict: {verdict: Continue, message: nothing is shown yet, missingRequests: 1400, expectedAt: "2026-03-01T10:05:30Z"}
              release:
                {id: run-1, step: 1, steps: 3, requestId: run-1/1, startedAt: "2026-03-01T09:00:00Z", from: {name: v1}, to: {name: v2}}
            """;

    @Test
    void sayWhatWillHappenToARunningRelease() {
        assertThat(of(RUNNING, Verb.ROLLBACK).effect()).startsWith("v1 gets all traffic back at once.");
        assertThat(of(RUNNING, Verb.PROMOTE).effect()).startsWith("v2 gets all traffic as soon as its pods are ready");
        assertThat(of(RUNNING, Verb.PROMOTE).warnings())
                .containsExactly("No verdict is waited for. The latest: nothing is shown yet");
        assertThat(of(RUNNING, Verb.PROMOTE).about()).contains("run-1");
        assertThat(of(RUNNING, Verb.APPROVE).about()).contains("run-1/1");
        assertThat(weight(40).effect()).contains("v2 gets 40 % of the traffic (now 25 %)");
        assertThat(weight(40).warnings()).isNotEmpty();
        assertThat(weight(10).warnings()).as("less needs no verdict").isEmpty();
        assertThat(jump(1).effect()).startsWith("It goes back to step 1 at once");
        assertThat(jump(3).effect()).startsWith("Step 3 begins now, without a verdict");
        assertThat(jump(2).why()).contains("it is in step 2 already");
        assertThat(jump(4).why()).contains("step: got 4, expected 1 to 3");
        assertThat(of(RUNNING, Verb.RELEASE).effect()).contains("The release to v2 is given up");
    }

    @Test
    void sayWhyNotWhereNothingRuns() {
        assertThat(of(SHOP, Verb.ROLLBACK).why()).contains("no release runs");
        assertThat(of(SHOP, Verb.SKIP).why()).contains("no release runs");
        assertThat(of(SHOP, Verb.APPROVE).why()).contains("no release runs");
        assertThat(of(SHOP, Verb.RETRY).why()).contains("nothing was rolled back");
        assertThat(of(SHOP, Verb.RESUME).why()).contains("nothing holds it");
        assertThat(of(SHOP, Verb.RELEASE).effect()).isEqualTo("A release to v1 begins, with the first of its 3 steps.");
        assertThat(of(SHOP, Verb.FREEZE).possible()).isTrue();
    }

    @Test
    void sayThatNothingMovesWhileTheSpecHasProblems() {
        String wrong = RUNNING.replace("{weight: 5}", "{weight: 500}");

        assertThat(of(wrong, Verb.PROMOTE).why())
                .contains("the spec has problems, and nothing moves until it is right");
        assertThat(of(wrong, Verb.RELEASE).possible()).isFalse();
        assertThat(of(wrong, Verb.ROLLBACK).possible())
                .as("which waits for nothing")
                .isTrue();
        assertThat(of(wrong, Verb.PAUSE).possible()).isTrue();
    }

    @Test
    void sayWhatAResumeLetsGo() {
        String held = RUNNING.replace(
                "annotations: {}",
                "annotations: {huidu.io/weight: '40 oncall: see it', huidu.io/freeze: 'all ops: no'}");

        assertThat(of(held, Verb.RESUME).effect()).startsWith("the weight of 40 % is let go; the freeze ends");
        assertThat(of(held, Verb.FREEZE).why()).contains("it is frozen already");
    }

    @Test
    void areAskedForWhileTheyMeanSomething() {
        String asked = RUNNING.replace(
                "annotations: {}",
                "annotations: {huidu.io/approve: 'run-0/1 oncall: good', huidu.io/jump: 'run-1/1@3 oncall: now',"
                        + " huidu.io/rollback: 'run-0 oncall: bad', huidu.io/weight: '40 oncall: see it'}");

        assertThat(Stream.of(Ask.values())
                        .filter(ask -> reading(asked).wishNow(ask).isPresent()))
                .containsExactly(Ask.JUMP, Ask.WEIGHT);
    }

    @Test
    void standUnderAHeadlineThatSaysWhatIsAwaited() {
        Headline headline = Headline.of(reading(RUNNING));

        assertThat(headline.text()).isEqualTo("25 % on v2 · about 1,400 more requests, 6 min");
        assertThat(headline.awaits()).isEqualTo(Awaits.EVIDENCE);
        assertThat(Headline.of(reading(RUNNING.replace("NotEnoughEvidence", "AwaitingApproval")))
                        .text())
                .isEqualTo("25 % on v2 · waits for an approval");
        assertThat(Headline.of(reading(SHOP)).text()).isEqualTo("Not looked at yet");
    }

    @Test
    void areAskedForInNamesWithColons() {
        Wish wish = new Wish("40", "system:serviceaccount:shop:ci", "see: it", Optional.of("id-1"));

        assertThat(Wish.of(wish.text())).isEqualTo(wish);
        assertThat(Wish.whoAsked("held at 40 %; system:serviceaccount:shop:ci asked for it: see: it"))
                .contains("system:serviceaccount:shop:ci");
        assertThat(Wish.whoAsked("nobody did")).isEmpty();
    }

    private static Effect weight(int percent) {
        return Effects.of(
                new Wanted(Verb.SET_WEIGHT, Optional.of(percent), Optional.empty(), Optional.empty(), Optional.empty()),
                reading(RUNNING));
    }

    private static Effect jump(int step) {
        return Effects.of(
                new Wanted(Verb.JUMP, Optional.empty(), Optional.of(step), Optional.empty(), Optional.empty()),
                reading(RUNNING));
    }

    private static Effect of(String yaml, Verb verb) {
        return Effects.of(new Wanted(verb), reading(yaml));
    }

    private static Reading reading(String yaml) {
        return new Reading(Serialization.unmarshal(yaml, CanaryRelease.class), NOW);
    }
}
