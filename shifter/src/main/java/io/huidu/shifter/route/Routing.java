package io.huidu.shifter.route;

import io.huidu.events.Weight;
import java.util.List;

/**
 * What the canary receives.
 *
 * @param weight of the requests that no match knows; the rest goes to the stable version
 * @param matches requests that go to the canary whatever the weight; one match is enough
 * @param mirror of how many of the requests that go to the stable version the canary receives a copy, whose answer is
 *     discarded
 */
public record Routing(Weight weight, List<Match> matches, Weight mirror) {

    /** All to the stable version, and nothing to the canary. */
    public static final Routing NOTHING = of(Weight.ZERO);

    /** All to the canary. */
    public static final Routing EVERYTHING = of(Weight.ALL);

    public Routing {
        matches = List.copyOf(matches);
    }

    /** A weight, and nothing else. */
    public static Routing of(Weight weight) {
        return new Routing(weight, List.of(), Weight.ZERO);
    }

    public Routing matching(List<Match> others) {
        return new Routing(weight, others, mirror);
    }

    public Routing mirroring(Weight share) {
        return new Routing(weight, matches, share);
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
                lesser(mirror, other.mirror));
    }

    private static Weight lesser(Weight one, Weight other) {
        return one.isAbove(other) ? other : one;
    }

    /** Whether there is nothing but a weight. */
    public boolean isPlain() {
        return equals(of(weight));
    }

    /** As in {@code 25 %}, {@code 0 % and 2 matches}, {@code 0 % and a mirror of 100 %}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(weight.toString());
        if (!matches.isEmpty()) {
            text.append(" and ").append(matches.size()).append(matches.size() == 1 ? " match" : " matches");
        }
        if (mirror.isAbove(Weight.ZERO)) {
            text.append(" and a mirror of ").append(mirror);
        }
        return text.toString();
    }
}
