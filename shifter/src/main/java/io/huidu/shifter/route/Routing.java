package io.huidu.shifter.route;

import io.huidu.events.Weight;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the canary receives.
 *
 * @param weight of the requests that no match knows; the rest goes to the stable version
 * @param matches requests that go to the canary whatever the weight; one match is enough
 * @param mirror of how many of the requests that go to the stable version the canary receives a copy, whose answer is
 *     discarded
 * @param session how users are kept where the weight sent them first; empty where each request is sent anew
 */
public record Routing(Weight weight, List<Match> matches, Weight mirror, Optional<SessionCookie> session) {

    /** All to the stable version, and nothing to the canary. */
    public static final Routing NOTHING = of(Weight.ZERO);

    /** All to the canary. */
    public static final Routing EVERYTHING = of(Weight.ALL);

    public Routing {
        matches = List.copyOf(matches);
    }

    /** Without sessions. */
    public Routing(Weight weight, List<Match> matches, Weight mirror) {
        this(weight, matches, mirror, Optional.empty());
    }

    /** A weight, and nothing else. */
    public static Routing of(Weight weight) {
        return new Routing(weight, List.of(), Weight.ZERO);
    }

    public Routing matching(List<Match> others) {
        return new Routing(weight, others, mirror, session);
    }

    public Routing mirroring(Weight share) {
        return new Routing(weight, matches, share, session);
    }

    /** With sessions, where there is a choice: nobody is kept anywhere while one version gets everything. */
    public Routing keeping(Optional<SessionCookie> cookie) {
        boolean isChoice = weight.isAbove(Weight.ZERO) && Weight.ALL.isAbove(weight);
        return new Routing(weight, matches, mirror, isChoice ? cookie : Optional.empty());
    }

    /** The requests that go to the canary whatever the weight: those of matches, and of users who stay with it. */
    public List<Match> ofCanary() {
        return Stream.concat(matches.stream(), session.stream().map(SessionCookie::ofCanary))
                .toList();
    }

    /** The requests that go to the stable version whatever the weight: those of users who stay with it. */
    public List<Match> ofStable() {
        return session.stream().map(SessionCookie::ofStable).toList();
    }

    /** Whether the canary receives nothing by this that it wouldn't receive by another. */
    public boolean isWithin(Routing other) {
        return meet(other).equals(this);
    }

    /** What the canary receives by both. */
    public Routing meet(Routing other) {
        return new Routing(
                lesser(weight, other.weight),
                matches.stream().filter(other.matches::contains).toList(),
                lesser(mirror, other.mirror),
                session.filter(cookie -> other.session.equals(Optional.of(cookie))));
    }

    private static Weight lesser(Weight one, Weight other) {
        return one.isAbove(other) ? other : one;
    }

    /** Whether there is nothing but a weight. */
    public boolean isPlain() {
        return equals(of(weight));
    }

    /** As in {@code 25 %}, {@code 0 % and 2 matches}, {@code 0 % and a mirror of 100 %},
     * {@code 25 %, kept by sessions}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(weight.toString());
        if (!matches.isEmpty()) {
            text.append(" and ").append(matches.size()).append(matches.size() == 1 ? " match" : " matches");
        }
        if (mirror.isAbove(Weight.ZERO)) {
            text.append(" and a mirror of ").append(mirror);
        }
        if (session.isPresent()) {
            text.append(", kept by sessions");
        }
        return text.toString();
    }
}
