package io.huidu.shifter.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.events.Weight;
import io.huidu.shifter.route.Ability.Conditions;
import io.huidu.shifter.route.Ability.Mirrors;
import io.huidu.shifter.route.Ability.Sessions;
import io.huidu.shifter.route.Ability.Weights;
import io.huidu.shifter.route.StringMatch.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {

    private static final Match TESTERS = Match.header("X-Canary", StringMatch.exact("true"));
    private static final Match BETA = Match.uri(StringMatch.regex("/beta/.*"));

    private static final SessionCookie COOKIE = new SessionCookie("version", "a", "b", Duration.ofHours(1));

    @Test
    void printsWhatIsBesideTheWeight() {
        assertThat(Routing.of(Weight.of(25))).hasToString("25 %");
        assertThat(Routing.NOTHING.matching(List.of(TESTERS, BETA))).hasToString("0 % and 2 matches");
        assertThat(Routing.NOTHING.mirroring(Weight.ALL)).hasToString("0 % and a mirror of 100 %");
    }

    @Test
    void isPlainWithAWeightAlone() {
        assertThat(Routing.of(Weight.of(25)).isPlain()).isTrue();
        assertThat(Routing.NOTHING.matching(List.of(TESTERS)).isPlain()).isFalse();
        assertThat(Routing.NOTHING.mirroring(Weight.ALL).isPlain()).isFalse();
    }

    @Test
    void namesHeadersInLowerCase() {
        assertThat(TESTERS.allHeaders()).isEqualTo(Map.of("x-canary", StringMatch.exact("true")));
        assertThat(Match.userAgent(StringMatch.prefix("Mo")).allHeaders())
                .isEqualTo(Map.of("user-agent", StringMatch.prefix("Mo")));
    }

    @Test
    void refusesAMatchOfEverything() {
        assertThatThrownBy(() -> new Match(Map.of(), Map.of(), Optional.empty(), Optional.empty()))
                .hasMessage("match: got 'no condition', expected at least one of headers, cookies, uri and userAgent");
    }

    @Test
    void refusesNamesThatCannotBeOne() {
        assertThatThrownBy(() -> Match.header("x canary", StringMatch.exact("1")))
                .hasMessage("headers: got 'x canary', expected the name of a header");
        assertThatThrownBy(() -> Match.cookie("a=b", StringMatch.exact("1")))
                .hasMessage("cookies: got 'a=b', expected the name of a cookie");
        assertThatThrownBy(() -> Match.header("Cookie", StringMatch.exact("1")))
                .hasMessage("headers: got 'cookie', expected cookies to be named as such");
        assertThatThrownBy(() -> Match.header("User-Agent", StringMatch.exact("1")))
                .hasMessage("headers: got 'user-agent', expected userAgent");
        assertThatThrownBy(() -> Match.uri(StringMatch.prefix("beta")))
                .hasMessage("uri: got 'beta', expected a path from / on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a(?=b)", "a(?!b)", "(?<=a)b", "(a)\\1"})
    void refusesExpressionsThatRoutersDoNotKnow(String regex) {
        assertThatThrownBy(() -> StringMatch.regex(regex)).hasMessageStartingWith("regex: got '" + regex);
    }

    @Test
    void quotesWhatIsNoExpression() {
        assertThat(StringMatch.exact("a.b*c").asRegex()).isEqualTo("a\\.b\\*c");
        assertThat(StringMatch.prefix("/b[1]").asRegex()).isEqualTo("/b\\[1\\].*");
        assertThat(StringMatch.regex("a.b").asRegex()).isEqualTo("a.b");
    }

    @Test
    void aCanaryIngressHasOneHeaderAndOneCookieOfOneValue() {
        Match cookie = Match.cookie("beta", StringMatch.exact("always"));
        Match other = Match.cookie("group", StringMatch.exact("b"));

        assertThat(Ability.NGINX_INGRESS.problems(Routing.NOTHING.matching(List.of(cookie, TESTERS))))
                .isEmpty();
        assertThat(Ability.NGINX_INGRESS.problems(Routing.NOTHING.matching(List.of(cookie, other))))
                .extracting(Ability.Problem::toString)
                .containsExactly(
                        "match: got '2 matches', expected one header and one cookie at most, each in a match of its own,"
                                + " with an Ingress of ingress-nginx",
                        "match.cookies.group: got 'b', expected 'always', the one value that an Ingress of ingress-nginx"
                                + " knows");
    }

    @Test
    void tellsOfAllThatCannotBeExpressedAtOnce() {
        Ability ability = new Ability(
                "a test",
                Set.of(Kind.EXACT),
                Set.of(),
                Set.of(Kind.EXACT, Kind.PREFIX),
                Conditions.MANY,
                Mirrors.NONE,
                Weights.EXACT,
                Sessions.NONE);
        Match several = new Match(
                Map.of("x-a", StringMatch.regex("a+")),
                Map.of("b", StringMatch.exact("b")),
                Optional.empty(),
                Optional.of(StringMatch.prefix("c")));

        List<Ability.Problem> problems = ability.problems(Routing.of(Weight.of(5))
                .matching(List.of(BETA, several))
                .mirroring(Weight.of(50))
                .keeping(Optional.of(COOKIE)));

        assertThat(problems)
                .extracting(Ability.Problem::toString)
                .containsExactly(
                        "match[0].uri: got 'regex', expected one of [exact, prefix] with a test",
                        "match[1].headers.x-a: got 'regex', expected one of [exact] with a test",
                        "match[1].cookies.b: got 'exact', expected none, which a test can't do",
                        "match[1].userAgent: got 'prefix', expected one of [exact] with a test",
                        "mirror: got '50', expected no mirror, which a test can't do",
                        "sessionAffinity: got 'version', expected no sessions, which a test can't keep");
        assertThat(ability.problems(Routing.of(Weight.of(5)).matching(List.of(TESTERS))))
                .isEmpty();
    }

    @Test
    void keepsUsersOnlyWhileBothVersionsAreServed() {
        Optional<SessionCookie> cookie = Optional.of(COOKIE);

        assertThat(Routing.of(Weight.of(25)).keeping(cookie).session()).isEqualTo(cookie);
        assertThat(Routing.of(Weight.of(25)).keeping(cookie)).hasToString("25 %, kept by sessions");
        assertThat(Routing.NOTHING.keeping(cookie)).isEqualTo(Routing.NOTHING);
        assertThat(Routing.EVERYTHING.keeping(cookie)).isEqualTo(Routing.EVERYTHING);
    }

    /** The canary gets more by the cookie of an earlier release than without it. */
    @Test
    void isNotWithinARoutingOfOtherSessions() {
        Routing plain = Routing.of(Weight.of(25));
        Routing kept = plain.keeping(Optional.of(COOKIE));
        Routing old = plain.keeping(Optional.of(new SessionCookie("version", "c", "d", COOKIE.maxAge())));

        assertThat(plain.isWithin(kept)).isTrue();
        assertThat(kept.isWithin(plain)).isFalse();
        assertThat(old.isWithin(kept)).isFalse();
        assertThat(old.meet(kept)).isEqualTo(plain);
    }

    @Test
    void givesACookieThatNoScriptCanRead() {
        assertThat(COOKIE.givenByCanary()).isEqualTo("version=a; Path=/; Max-Age=3600; HttpOnly");
        assertThat(COOKIE.givenByStable()).isEqualTo("version=b; Path=/; Max-Age=3600; HttpOnly");
        assertThatThrownBy(() -> new SessionCookie("version", "a", "a", COOKIE.maxAge()))
                .hasMessage("session cookie, stable: got 'a', expected other such characters");
        assertThatThrownBy(() -> new SessionCookie("version", "a;b", "a", COOKIE.maxAge()))
                .hasMessage("session cookie, canary: got 'a;b', expected letters, digits and hyphens");
    }
}
