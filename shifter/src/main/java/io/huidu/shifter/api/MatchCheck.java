package io.huidu.shifter.api;

import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.StringMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the matches of a step. */
record MatchCheck(Problems problems) {

    private static final StringMatch STAND_IN = StringMatch.exact("faulty");
    private static final int MOST = 16;

    List<Match> read(String path, @Nullable List<CanaryReleaseSpec.Match> given) {
        if (given == null) {
            return List.of();
        }
        problems.expect(!given.isEmpty() && given.size() <= MOST, path, given.size(), "1 to 16 matches");
        List<Match> matches = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String at = "%s[%d]".formatted(path, i);
            CanaryReleaseSpec.Match match = problems.known(at, given.get(i));
            matches.add(match(at, match));
        }
        return matches;
    }

    private Match match(String path, CanaryReleaseSpec.Match match) {
        Map<String, StringMatch> headers = texts(path + ".headers", match.headers);
        Map<String, StringMatch> cookies = texts(path + ".cookies", match.cookies);
        Optional<StringMatch> uri = text(path + ".uri", match.uri);
        Optional<StringMatch> userAgent = text(path + ".userAgent", match.userAgent);
        return orProblem(path, Match.userAgent(STAND_IN), () -> new Match(headers, cookies, uri, userAgent));
    }

    private Map<String, StringMatch> texts(String path, @Nullable Map<String, CanaryReleaseSpec.Text> given) {
        Map<String, StringMatch> texts = new TreeMap<>();
        if (given != null) {
            given.forEach((name, text) ->
                    texts.put(name, text(path + "." + name, text).orElse(STAND_IN)));
        }
        return texts;
    }

    private Optional<StringMatch> text(String path, CanaryReleaseSpec.@Nullable Text given) {
        if (given == null) {
            return Optional.empty();
        }
        CanaryReleaseSpec.Text text = problems.known(path, given);
        List<StringMatch> kinds = new ArrayList<>();
        add(kinds, path + ".exact", StringMatch.Kind.EXACT, text.exact);
        add(kinds, path + ".prefix", StringMatch.Kind.PREFIX, text.prefix);
        add(kinds, path + ".regex", StringMatch.Kind.REGEX, text.regex);
        problems.expect(kinds.size() == 1, path, kinds.size(), "exactly one of exact, prefix and regex");
        return Optional.of(kinds.isEmpty() ? STAND_IN : kinds.getFirst());
    }

    private void add(List<StringMatch> kinds, String path, StringMatch.Kind kind, @Nullable String value) {
        if (value != null) {
            kinds.add(orProblem(path, STAND_IN, () -> new StringMatch(kind, value)));
        }
    }

    /** The message of such an exception has the form of a problem: field, what was got, what was expected. */
    private <T> T orProblem(String path, T standIn, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            problems.add("%s: %s".formatted(path, e.getMessage()));
            return standIn;
        }
    }
}
