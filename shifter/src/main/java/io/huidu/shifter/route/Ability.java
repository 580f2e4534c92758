package io.huidu.shifter.route;

import io.huidu.events.Weight;
import io.huidu.shifter.route.StringMatch.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a kind of routing object can express beyond a weight, known before anything is asked of it.
 *
 * @param kind its name
 */
public record Ability(
        String kind,
        Set<Kind> headers,
        Set<Kind> cookies,
        Set<Kind> uris,
        Conditions conditions,
        Mirrors mirrors,
        Weights weights,
        Sessions sessions) {

    /** How conditions can be joined. */
    public enum Conditions {
        /** One header and one cookie, either of which is enough; the cookie's value must be {@code always}. */
        ONE_HEADER_OR_ONE_COOKIE,
        /** As many as need be, in as many matches. */
        MANY
    }

    /** Which part of the requests can be copied. */
    public enum Mirrors {
        NONE,
        ANY
    }

    /** What a weight comes to. */
    public enum Weights {
        /** The share that was asked for. */
        EXACT,
        /** A share that follows the number of pods: {@link Headcount}. */
        BY_PODS
    }

    /** Whether users can be kept where the weight sent them first. */
    public enum Sessions {
        NONE,
        /** By a cookie of one release, so that none of an earlier one leads anywhere. */
        BY_COOKIE
    }

    private static final String ALWAYS = "always";
    private static final Set<Kind> ALL = Set.of(Kind.values());

    public static final Ability ISTIO = new Ability(
            "an Istio VirtualService", ALL, ALL, ALL, Conditions.MANY, Mirrors.ANY, Weights.EXACT, Sessions.BY_COOKIE);
    /** An HTTPRoute of an implementation that knows what the API asks of all. */
    public static final Ability HTTP_ROUTE = new Ability(
            "an HTTPRoute without regular expressions",
            Set.of(Kind.EXACT),
            Set.of(),
            Set.of(Kind.EXACT, Kind.PREFIX),
            Conditions.MANY,
            Mirrors.ANY,
            Weights.EXACT,
            Sessions.NONE);
    /** An HTTPRoute of an implementation that also knows regular expressions. */
    public static final Ability HTTP_ROUTE_WITH_REGEX =
            new Ability("an HTTPRoute", ALL, ALL, ALL, Conditions.MANY, Mirrors.ANY, Weights.EXACT, Sessions.BY_COOKIE);
    /** A GRPCRoute of an implementation that knows what the API asks of all. */
    public static final Ability GRPC_ROUTE = new Ability(
            "a GRPCRoute without regular expressions",
            Set.of(Kind.EXACT),
            Set.of(),
            Set.of(),
            Conditions.MANY,
            Mirrors.ANY,
            Weights.EXACT,
            Sessions.NONE);
    /** A GRPCRoute of an implementation that also knows regular expressions. */
    public static final Ability GRPC_ROUTE_WITH_REGEX =
            new Ability("a GRPCRoute", ALL, ALL, Set.of(), Conditions.MANY, Mirrors.ANY, Weights.EXACT, Sessions.NONE);

    /**
     * No sessions: its {@code affinity} goes before the weight and knows no release, so that even at a weight of 0 users
     * stay, and come back when the same version is tried again; and its {@code canary-by-cookie} is set by nobody.
     */
    public static final Ability NGINX_INGRESS = new Ability(
            "an Ingress of ingress-nginx",
            ALL,
            Set.of(Kind.EXACT),
            Set.of(),
            Conditions.ONE_HEADER_OR_ONE_COOKIE,
            Mirrors.NONE,
            Weights.EXACT,
            Sessions.NONE);

    /** A Service of Kubernetes itself. */
    public static final Ability SERVICE = ofWeights("a Service", Weights.BY_PODS);

    /** Weights alone. */
    public static Ability ofWeights(String kind) {
        return ofWeights(kind, Weights.EXACT);
    }

    private static Ability ofWeights(String kind, Weights weights) {
        return new Ability(kind, Set.of(), Set.of(), Set.of(), Conditions.MANY, Mirrors.NONE, weights, Sessions.NONE);
    }

    /**
     * Something that can't be expressed.
     *
     * @param field where, below a step: {@code match[1].uri}
     */
    public record Problem(String field, String got, String expected) {
        @Override
        public String toString() {
            return "%s: got '%s', expected %s".formatted(field, got, expected);
        }
    }

    public Ability {
        headers = Set.copyOf(headers);
        cookies = Set.copyOf(cookies);
        uris = Set.copyOf(uris);
    }

    /** Everything about {@code routing} that can't be expressed; empty when it can be applied. */
    public List<Problem> problems(Routing routing) {
        List<Problem> found = new ArrayList<>();
        for (int i = 0; i < routing.matches().size(); i++) {
            check("match[%d]".formatted(i), routing.matches().get(i), found);
        }
        if (conditions == Conditions.ONE_HEADER_OR_ONE_COOKIE) {
            checkOneOfEach(routing.matches(), found);
        }
        if (routing.mirror().isAbove(Weight.ZERO) && mirrors == Mirrors.NONE) {
            found.add(new Problem(
                    "mirror",
                    Integer.toString(routing.mirror().percent()),
                    "no mirror, which %s can't do".formatted(kind)));
        }
        routing.session().flatMap(this::problem).ifPresent(found::add);
        return found;
    }

    private Optional<Problem> problem(SessionCookie session) {
        return sessions == Sessions.BY_COOKIE
                ? Optional.empty()
                : Optional.of(new Problem(
                        "sessionAffinity", session.name(), "no sessions, which %s can't keep".formatted(kind)));
    }

    private void check(String path, Match match, List<Problem> found) {
        check(path + ".headers", match.headers(), headers, found);
        check(path + ".cookies", match.cookies(), cookies, found);
        match.uri().ifPresent(value -> check(path + ".uri", value, uris, found));
        match.userAgent().ifPresent(value -> check(path + ".userAgent", value, headers, found));
    }

    private void checkOneOfEach(List<Match> matches, List<Problem> found) {
        long headers = matches.stream().filter(m -> !m.allHeaders().isEmpty()).count();
        long cookies = matches.stream().filter(m -> !m.cookies().isEmpty()).count();
        boolean alone = matches.stream().allMatch(match -> match.conditions() == 1);
        if (headers > 1 || cookies > 1 || !alone) {
            String expected = "one header and one cookie at most, each in a match of its own, with %s".formatted(kind);
            found.add(new Problem("match", matches.size() + " matches", expected));
        }
        matches.stream()
                .flatMap(match -> match.cookies().entrySet().stream())
                .filter(cookie -> !cookie.getValue().value().equals(ALWAYS))
                .forEach(cookie -> found.add(new Problem(
                        "match.cookies." + cookie.getKey(),
                        cookie.getValue().value(),
                        "'%s', the one value that %s knows".formatted(ALWAYS, kind))));
    }

    private void check(String path, Map<String, StringMatch> given, Set<Kind> known, List<Problem> found) {
        given.forEach((name, value) -> check("%s.%s".formatted(path, name), value, known, found));
    }

    private void check(String path, StringMatch value, Set<Kind> known, List<Problem> found) {
        if (!known.contains(value.kind())) {
            String expected = known.isEmpty()
                    ? "none, which %s can't do".formatted(kind)
                    : "one of %s with %s".formatted(known.stream().sorted().toList(), kind);
            found.add(new Problem(path, value.kind().toString(), expected));
        }
    }
}
