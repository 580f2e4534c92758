package io.huidu.shifter.rules;

import io.huidu.shifter.route.StringMatch;
import io.huidu.shifter.route.StringMatch.Kind;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Two conditions on one string, as one.
 *
 * @param startsWith what a prefix is: of the string given first, whether the second is one. Two prefixes of which
 *     neither is one of the other must have no string in common.
 */
public record Both(BiPredicate<String, String> startsWith) {

    /**
     * The condition that holds when both do; empty when they never do.
     *
     * @throws InexpressibleException when there is no such condition
     */
    public Optional<StringMatch> of(StringMatch one, StringMatch other) {
        if (one.equals(other)) {
            return Optional.of(one);
        }
        if (one.kind() == Kind.EXACT) {
            return Optional.of(one).filter(exact -> holds(other, exact.value()));
        }
        if (other.kind() == Kind.EXACT) {
            return of(other, one);
        }
        if (one.kind() == Kind.PREFIX && other.kind() == Kind.PREFIX) {
            return longer(one, other);
        }
        if (isAnyPath(one)) {
            return Optional.of(other);
        }
        if (isAnyPath(other)) {
            return Optional.of(one);
        }
        throw new InexpressibleException("%s '%s' and %s '%s' can't be asked for together"
                .formatted(one.kind(), one.value(), other.kind(), other.value()));
    }

    private Optional<StringMatch> longer(StringMatch one, StringMatch other) {
        if (startsWith.test(one.value(), other.value())) {
            return Optional.of(one);
        }
        return Optional.of(other).filter(longer -> startsWith.test(longer.value(), one.value()));
    }

    private boolean holds(StringMatch match, String value) {
        return switch (match.kind()) {
            case EXACT -> match.value().equals(value);
            case PREFIX -> startsWith.test(value, match.value());
            case REGEX -> Pattern.matches(match.value(), value);
        };
    }

    private static boolean isAnyPath(StringMatch match) {
        return match.equals(StringMatch.prefix("/"));
    }
}
