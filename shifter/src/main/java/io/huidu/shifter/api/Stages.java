package io.huidu.shifter.api;

import io.huidu.events.Weight;
import io.huidu.shifter.rollout.Stage;
import io.huidu.shifter.route.Match;
import io.huidu.shifter.route.Routing;
import io.huidu.shifter.route.StringMatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The steps that a status remembers, from and to JSON. */
final class Stages {

    private Stages() {}

    static Stage read(String path, CanaryReleaseStatus.@Nullable Stage json) {
        if (json == null) {
            return Stage.NONE;
        }
        return new Stage(
                Field.of(path + ".index").get(json.index),
                new Routing(
                        Field.of(path + ".weight").weight(json.weight),
                        matches(path + ".match", json.match),
                        json.mirror == null
                                ? Weight.ZERO
                                : Field.of(path + ".mirror").weight(json.mirror)));
    }

    private static List<Match> matches(String path, @Nullable List<CanaryReleaseSpec.Match> json) {
        Problems problems = new Problems();
        List<Match> matches = new MatchCheck(problems).read(path, json);
        if (!problems.found().isEmpty()) {
            throw new UnreadableStatusException(path, problems.found().toString(), "matches");
        }
        return matches;
    }

    static CanaryReleaseStatus.@Nullable Stage write(Stage stage) {
        if (stage.equals(Stage.NONE)) {
            return null;
        }
        Routing routing = stage.routing();
        CanaryReleaseStatus.Stage json = new CanaryReleaseStatus.Stage();
        json.index = stage.index();
        json.weight = routing.weight().percent();
        json.mirror = routing.mirror().isAbove(Weight.ZERO) ? routing.mirror().percent() : null;
        json.match = routing.matches().isEmpty()
                ? null
                : routing.matches().stream().map(Stages::write).toList();
        return json;
    }

    private static CanaryReleaseSpec.Match write(Match match) {
        CanaryReleaseSpec.Match json = new CanaryReleaseSpec.Match();
        json.headers = write(match.headers());
        json.cookies = write(match.cookies());
        json.uri = write(match.uri());
        json.userAgent = write(match.userAgent());
        return json;
    }

    private static @Nullable Map<String, CanaryReleaseSpec.Text> write(Map<String, StringMatch> texts) {
        Map<String, CanaryReleaseSpec.Text> json = new TreeMap<>();
        texts.forEach((name, text) -> json.put(name, write(text)));
        return json.isEmpty() ? null : json;
    }

    private static CanaryReleaseSpec.@Nullable Text write(Optional<StringMatch> text) {
        return text.map(Stages::write).orElse(null);
    }

    private static CanaryReleaseSpec.Text write(StringMatch text) {
        CanaryReleaseSpec.Text json = new CanaryReleaseSpec.Text();
        switch (text.kind()) {
            case EXACT -> json.exact = text.value();
            case PREFIX -> json.prefix = text.value();
            case REGEX -> json.regex = text.value();
        }
        return json;
    }
}
