package io.huidu.e2e.world.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huidu.e2e.world.PackagedTools;
import io.huidu.e2e.world.RequiredTools;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule a real nginx takes for a request. */
class NginxRulesTest {

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Nginx nginx;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TwoVersions versions;

    @BeforeAll
    static void start() {
        RequiredTools.need(PackagedTools.NGINX);
        nginx = Nginx.start();
        versions = new TwoVersions();
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
            versions.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " ! ",
            value = {
                "EXACT          ! a.b            ! a.b   ! B",
                "EXACT          ! a.b            ! axb   ! A",
                "EXACT          ! a.b            ! A.B   ! A",
                "EXACT          ! a.b            ! a.bc  ! A",
                "EXACT          ! default        ! other ! A",
                "EXACT          ! a\"b;{$c}      ! a\"b;{$c} ! B",
                "PREFIX         ! a              ! ab    ! B",
                "PREFIX         ! a              ! ba    ! A",
                "WHOLE          ! a|b            ! b     ! B",
                "WHOLE          ! a|b            ! bb    ! A",
                "WHOLE          ! (.*;\\s*)?g=(x)(;.*)? ! u=1; g=x ! B",
                "WHOLE          ! (.*;\\s*)?g=(x)(;.*)? ! g=xy  ! A",
                "FOUND          ! a|b            ! cab   ! B",
                "FOUND          ! .              ! x     ! B",
                "FOUND          ! .              ! ''    ! A",
                "WHOLE          ! .*             ! ''    ! A",
            })
    void aHeaderIsComparedAsItsMatchSays(TextMatch.Kind kind, String value, String sent, String answer) {
        serve(List.of(Condition.header("X-Canary", new TextMatch(kind, value))));

        String got = sent.isEmpty()
                ? Asking.of(nginx).ask("/")
                : Asking.of(nginx).with("x-canary", sent).ask("/");

        assertThat(got).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "ELEMENT_PREFIX, /beta,   /beta,          B",
        "ELEMENT_PREFIX, /beta/,  /beta,          B",
        "ELEMENT_PREFIX, /beta,   /beta/x?y=1,    B",
        "ELEMENT_PREFIX, /beta,   /betamax,       A",
        "ELEMENT_PREFIX, /,       /anything,      B",
        "PREFIX,         /beta,   /betamax,       B",
        "EXACT,          /beta,   /beta?x=1,      B",
        "EXACT,          /beta,   /beta/,         A",
        "WHOLE,          /b.*a,   /beta,          B",
        "WHOLE,          /b.*a,   /betas,         A",
    })
    void aPathIsComparedAsItsMatchSays(TextMatch.Kind kind, String value, String path, String answer) {
        serve(List.of(Condition.path(new TextMatch(kind, value))));

        assertThat(Asking.of(nginx).ask(path)).isEqualTo(answer);
    }

    @Test
    void allConditionsOfARuleHoldAndTheFirstRuleCounts() {
        Condition header = Condition.header("x-canary", TextMatch.exact("true"));
        Condition cookie = Condition.cookie("group", TextMatch.exact("always"));
        Condition never = Condition.cookie("group", TextMatch.exact("never"));
        apply(
                new Rule("localhost", List.of(never), all(TwoVersions.V1)),
                new Rule("localhost", List.of(header, cookie), all(TwoVersions.V2)),
                new Rule("localhost", List.of(header), all(TwoVersions.V1)),
                new Rule("localhost", List.of(), all(TwoVersions.V2)));

        Asking plain = Asking.of(nginx);
        assertThat(plain.ask("/")).isEqualTo("B");
        assertThat(plain.with("x-canary", "true").ask("/")).isEqualTo("A");
        assertThat(plain.with("x-canary", "true")
                        .with("cookie", "a=b; group=always")
                        .ask("/"))
                .isEqualTo("B");
        assertThat(plain.with("cookie", "group=never").ask("/")).isEqualTo("A");
    }

    @Test
    void aRequestThatNoRuleFitsIsNotFound() {
        apply(new Rule("localhost", List.of(Condition.path(TextMatch.exact("/x"))), all(TwoVersions.V1)));

        assertThat(Asking.of(nginx).ask("/y")).isEqualTo("404");
    }

    @Test
    void copiesAreSentForTheRuleThatCountsAndNobodySeesTheirAnswers() {
        Condition below = Condition.path(TextMatch.elementPrefix("/copied"));
        List<Copies> toV2 = List.of(new Copies(TwoVersions.V2, 100));
        apply(
                new Rule("localhost", List.of(below), all(TwoVersions.V1), toV2),
                new Rule("localhost", List.of(), all(TwoVersions.V1)));
        long before = versions.askedV2();

        for (int i = 0; i < 20; i++) {
            assertThat(Asking.of(nginx).ask("/copied/" + i)).isEqualTo("A");
            assertThat(Asking.of(nginx).ask("/.copy-0")).isEqualTo("404");
            assertThat(Asking.of(nginx).ask("/plain/" + i)).isEqualTo("A");
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> versions.askedV2() >= before + 20);
        assertThat(versions.askedV2()).isEqualTo(before + 20);
    }

    @Test
    void aPartOfTheRequestsIsCopied() {
        int requests = 400;
        apply(new Rule("localhost", List.of(), all(TwoVersions.V1), List.of(new Copies(TwoVersions.V2, 25))));
        long before = versions.askedV2();

        for (int i = 0; i < requests; i++) {
            assertThat(Asking.of(nginx).ask("/")).isEqualTo("A");
        }

        double fiveSigma = 5 * Math.sqrt(0.25 * 0.75 * requests);
        assertThat((double) versions.askedV2() - before).isBetween(100 - fiveSigma, 100 + fiveSigma);
    }

    /** What fits goes to v2, the rest to v1. */
    private static void serve(List<Condition> conditions) {
        apply(
                new Rule("localhost", conditions, all(TwoVersions.V2)),
                new Rule("localhost", List.of(), all(TwoVersions.V1)));
    }

    private static void apply(Rule... rules) {
        nginx.apply(NginxConfig.render(new RoutingTable(List.of(rules), List.of()), versions, nginx.listen()));
    }

    private static List<Share> all(Destination to) {
        return List.of(new Share(to, 1));
    }
}
