package io.huidu.shifter.image;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an image: {@code [registry/]path[:tag][@digest]}, after the grammar of the Docker distribution's
 * {@code reference} package.
 *
 * @param repository in full, as the container runtimes complete it: {@code nginx} is {@code docker.io/library/nginx}
 * @param tag empty when none is named
 * @param digest empty when none is named
 */
public record ImageName(String repository, Optional<String> tag, Optional<String> digest) {

    /** What a name has to look like, for messages. */
    public static final String FORM = "[registry/]path[:tag][@sha256:digest]";

    private static final String REGISTRY =
            "(?:localhost|[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)+|[a-zA-Z0-9-]+(?=:))(?::[0-9]+)?";
    private static final String PART = "[a-z0-9]+(?:(?:\\.|_{1,2}|-+)[a-z0-9]+)*";
    private static final Pattern NAME = Pattern.compile("(?:(?<registry>" + REGISTRY + ")/)?(?<path>" + PART + "(?:/"
            + PART + ")*)(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>[a-z0-9]+:[a-f0-9]{32,128}))?");
    private static final int LONGEST = 512;

    /** The name that is written; empty when it isn't one. */
    public static Optional<ImageName> parse(String text) {
        Matcher name = NAME.matcher(text);
        return text.length() <= LONGEST && name.matches()
                ? Optional.of(new ImageName(
                        repository(Optional.ofNullable(name.group("registry")), name.group("path")),
                        Optional.ofNullable(name.group("tag")),
                        Optional.ofNullable(name.group("digest"))))
                : Optional.empty();
    }

    /** What comes before tag and digest in a text that was parsed to this. */
    public String withoutTag(String text) {
        int tagged = tag.map(name -> name.length() + 1).orElse(0);
        int digested = digest.map(name -> name.length() + 1).orElse(0);
        return text.substring(0, text.length() - tagged - digested);
    }

    private static String repository(Optional<String> registry, String path) {
        String host = registry.filter(given -> !given.equals("index.docker.io")).orElse("docker.io");
        return host.equals("docker.io") && path.indexOf('/') < 0 ? host + "/library/" + path : host + "/" + path;
    }
}
