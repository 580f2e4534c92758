package io.huidu.consumers.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.huidu.consumers.message.Kind;
import io.huidu.consumers.message.Template;
import io.huidu.consumers.message.Templates;
import io.huidu.consumers.notify.channel.Channel;
import io.huidu.consumers.notify.channel.Web;
import io.huidu.limits.InputLimit;
import io.huidu.service.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the file of the notifier, which is YAML and so may be JSON, and tells all its problems at once. */
final class NotificationsFile {

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .streamReadConstraints(InputLimit.FILE.constraints())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern GLOB = Pattern.compile("[-a-z0-9.*]+/[-a-z0-9.*]+");
    private static final String KINDS = "one of " + Arrays.toString(Kind.values());
    private static final int TRIES = 10;
    private static final int MOST_TRIES = 50;
    private static final Duration MAX_AGE = Duration.ofHours(24);

    private final Web web;
    private final List<Problem> problems = new ArrayList<>();

    NotificationsFile(Web web) {
        this.web = web;
    }

    Notifications read(String text) throws NotificationsException {
        Section file = Section.of("", tree(text), problems);
        List<ChannelSettings> channels = channels(file);
        List<String> names = file.section("channels")
                .map(s -> List.copyOf(s.sections().keySet()))
                .orElse(List.of());
        List<Route> routes = file.listOfSections("routes").stream()
                .flatMap(section -> route(section, names).stream())
                .toList();
        Templates templates = new Templates(templates(file));
        file.end();
        if (!problems.isEmpty()) {
            throw new NotificationsException(problems);
        }
        return new Notifications(channels, routes, templates);
    }

    private JsonNode tree(String text) throws NotificationsException {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            String where = Optional.ofNullable(e.getLocation())
                    .map(location -> " in line " + location.getLineNr())
                    .orElse("");
            String what = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new NotificationsException(
                    List.of(new Problem("", "'%s'%s".formatted(what, where), "a YAML or JSON document")));
        }
    }

    private List<ChannelSettings> channels(Section file) {
        Optional<Section> channels = file.section("channels");
        if (channels.isEmpty()) {
            file.problem("channels", "nothing", "an object with each channel by its name");
            return List.of();
        }
        List<ChannelSettings> read = new ArrayList<>();
        channels.get().sections().forEach((name, section) -> {
            if (!NAME.matcher(name).matches()) {
                channels.get()
                        .problem(name, "'%s'".formatted(name), "a name of up to 40 lower-case letters, digits or '-'");
            }
            channel(name, section).ifPresent(read::add);
        });
        return read;
    }

    private Optional<ChannelSettings> channel(String name, Section section) {
        Optional<Channel> channel = new ChannelFile(section, web).channel();
        int tries = section.optional("tries", "a whole number from 1 to " + MOST_TRIES, NotificationsFile::tries)
                .orElse(TRIES);
        Duration maxAge = section.optional("maxAge", DurationText.EXPECTED, DurationText::parse)
                .orElse(MAX_AGE);
        section.end();
        return channel.map(service -> new ChannelSettings(name, service, tries, maxAge));
    }

    private Optional<Route> route(Section section, List<String> channels) {
        Optional<List<String>> to = section.list("channels", "one of the channels " + channels, name -> {
            if (!channels.contains(name)) {
                throw new IllegalArgumentException(name);
            }
            return name;
        });
        if (section.present(List.of("channels")).isEmpty()) {
            section.problem("channels", "nothing", "a list of channels' names");
        }
        List<String> releases = section.list("releases", "namespace/name, in which * stands for anything", glob -> {
                    if (!GLOB.matcher(glob).matches()) {
                        throw new IllegalArgumentException(glob);
                    }
                    return glob;
                })
                .orElse(List.of("*/*"));
        Set<Kind> kinds = section.list(
                        "kinds", KINDS, name -> Kind.named(name).orElseThrow(() -> new IllegalArgumentException(name)))
                .map(Set::copyOf)
                .orElse(Kind.USUAL);
        section.end();
        return to.map(names -> new Route(Set.copyOf(names), releases, kinds));
    }

    private Map<Kind, Templates.Pair> templates(Section file) {
        Map<Kind, Templates.Pair> templates = new EnumMap<>(Kind.class);
        file.section("templates")
                .ifPresent(all -> all.sections().forEach((name, section) -> {
                    Optional<Kind> kind = Kind.named(name);
                    if (kind.isEmpty()) {
                        all.problem(name, "'%s'".formatted(name), KINDS);
                        return;
                    }
                    Templates.Pair usual = Templates.usual(kind.get());
                    templates.put(
                            kind.get(),
                            new Templates.Pair(
                                    template(section, "title").orElse(usual.title()),
                                    template(section, "text").orElse(usual.text())));
                    section.end();
                }));
        return templates;
    }

    static Optional<Template> template(Section section, String field) {
        return section.optional(field, Template.EXPECTED, Template::of);
    }

    private static int tries(String text) {
        int tries = Integer.parseInt(text);
        if (tries < 1 || tries > MOST_TRIES) {
            throw new IllegalArgumentException(text);
        }
        return tries;
    }
}
