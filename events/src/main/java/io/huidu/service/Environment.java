package io.huidu.service;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environment variables of a process, read as typed values. Reading never throws: every problem is collected, and
 * {@link #verify()} throws once with all of them.
 *
 * <pre>{@code
 * var environment = new Environment(System.getenv());
 * Supplier<URI> prometheus = environment.uri("HUIDU_PROMETHEUS_URL").required();
 * Supplier<Integer> port = environment.port("HUIDU_HTTP_PORT").orElse(8080);
 * environment.verify();
 * return new Settings(prometheus.get(), port.get());
 * }</pre>
 *
 * <p>A variable that is empty or blank counts as absent, as a chart writes it. A variable named {@code HUIDU_…} that
 * nobody has read until {@link #verify()} is a problem, since it is most likely a misspelling; the variables that
 * Kubernetes adds for Services ({@code HUIDU_CONSOLE_SERVICE_HOST} and the like) are left alone. The variables of
 * {@code huidu-logback.xml} are known here, as every process has them.
 */
public final class Environment {

    private static final String PREFIX = "HUIDU_";
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".+_SERVICE_(HOST|PORT(_.+)?)|.+_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");
    private static final Pattern SERVICE_LINK_PORT_VALUE = Pattern.compile("(tcp|udp|sctp)://.+");

    private final Map<String, String> variables;
    private final SortedSet<String> known = new TreeSet<>();
    private final Set<String> problems = new LinkedHashSet<>();

    public Environment(Map<String, String> variables) {
        this.variables = new TreeMap<>(variables);
        of("HUIDU_LOG_FORMAT", "plain or json", oneOf("plain", "json")).optional();
        of("HUIDU_LOG_LEVEL", "ERROR, WARN, INFO, DEBUG or TRACE", oneOf("ERROR", "WARN", "INFO", "DEBUG", "TRACE"))
                .optional();
    }

    public Variable<String> string(String name) {
        return of(name, "some text", Function.identity());
    }

    public Variable<Integer> integer(String name, int least, int most) {
        return of(name, "a whole number from %d to %d".formatted(least, most), Integer::valueOf)
                .where(number -> number >= least && number <= most);
    }

    /** A TCP port to listen on; 0 asks for a free one. */
    public Variable<Integer> port(String name) {
        return of(name, "a port from 0 to 65535", Integer::valueOf).where(port -> port >= 0 && port <= 65535);
    }

    public Variable<Boolean> flag(String name) {
        return of(name, "true or false", oneOf("true", "false").andThen(Boolean::valueOf));
    }

    public Variable<Duration> duration(String name) {
        return of(name, DurationText.EXPECTED, DurationText::parse);
    }

    /** An absolute URI with a host, and without a user, as it may be logged. */
    public Variable<URI> uri(String name) {
        return of(name, "a URI like http://host:9090", URI::create)
                .where(uri -> uri.isAbsolute() && uri.getHost() != null && uri.getRawUserInfo() == null);
    }

    /** One of the constants of an enum, written in lower case with hyphens: {@code ROLL_BACK} as {@code roll-back}. */
    public <E extends Enum<E>> Variable<E> choice(String name, Class<E> type) {
        Map<String, E> choices = new TreeMap<>();
        for (E constant : type.getEnumConstants()) {
            choices.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return of(name, "one of " + String.join(", ", choices.keySet()), text -> found(choices, text));
    }

    /**
     * A text that must not be seen: given as the content of the file that {@code NAME_FILE} names, or as {@code NAME}.
     * Messages never show it.
     */
    public Variable<String> secret(String name) {
        return new Variable<>(this, name, "some text", Function.identity(), text -> true, Variable.Source.SECRET);
    }

    /**
     * Anything else.
     *
     * @param expected what a value looks like, for the message
     * @param parse throws an {@link IllegalArgumentException} for what it can't read
     */
    public <T> Variable<T> of(String name, String expected, Function<String, T> parse) {
        return new Variable<>(this, name, expected, parse, value -> true, Variable.Source.PLAIN);
    }

    /** The name by which a variable is given, {@code NAME} or {@code NAME_FILE}; empty when it is absent. */
    public Optional<String> given(String name) {
        return Stream.of(name, name + Variable.FILE)
                .filter(known -> value(known).isPresent())
                .findFirst();
    }

    /** Variables that don't go with the others: each one that is given is a problem. */
    public void none(List<String> names, String expected) {
        names.stream().map(this::given).flatMap(Optional::stream).forEach(name -> problem(name, "a value", expected));
    }

    /** Adds a problem that only the reader of several variables can see. */
    public void problem(String name, String got, String expected) {
        problems.add("%s: got %s, expected %s".formatted(name, got, expected));
    }

    /**
     * Ends the reading.
     *
     * @throws EnvironmentException if there was any problem, with all of them
     */
    public void verify() {
        variables.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name) && !isServiceLink(name))
                .forEach(this::unknown);
        if (!problems.isEmpty()) {
            throw new EnvironmentException(List.copyOf(problems));
        }
    }

    /** The value of a variable, and from now on its name is known. */
    Optional<String> value(String name) {
        known.add(name);
        return Optional.ofNullable(variables.get(name)).filter(Predicate.not(String::isBlank));
    }

    private void unknown(String name) {
        Optional<String> nearest = Nearest.to(name, known);
        problems.add("%s: is not a variable of this process%s"
                .formatted(name, nearest.map(", did you mean %s?"::formatted).orElse("")));
    }

    private boolean isServiceLink(String name) {
        return SERVICE_LINK.matcher(name).matches()
                || (name.endsWith("_PORT")
                        && SERVICE_LINK_PORT_VALUE
                                .matcher(variables.getOrDefault(name, ""))
                                .matches());
    }

    private static Function<String, String> oneOf(String... choices) {
        return text -> {
            if (!Arrays.asList(choices).contains(text)) {
                throw new IllegalArgumentException(text);
            }
            return text;
        };
    }

    private static <T> T found(Map<String, T> choices, String text) {
        T choice = choices.get(text);
        if (choice == null) {
            throw new IllegalArgumentException(text);
        }
        return choice;
    }
}
