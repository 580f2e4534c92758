package io.huidu.shifter;

import io.huidu.events.kafka.KafkaSettings;
import io.huidu.service.Environment;
import io.huidu.shifter.console.ConsoleSettings;
import io.huidu.shifter.rollout.Reference.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the shifter is started with.
 *
 * @param kafka where Kafka is
 * @param http where it answers to those that run it
 * @param watchNamespaces where it looks for releases; empty for everywhere
 * @param electionNamespace where the leader's Lease is; empty for a process that is alone
 * @param configs which of the objects that pods read are looked at
 * @param commands whose commands are done
 * @param pushSecret what a registry has to know to tell of pushes; empty when none may
 * @param console the page and API for people; empty when there is none
 */
record Settings(
        KafkaSettings kafka,
        InetSocketAddress http,
        Set<String> watchNamespaces,
        Optional<String> electionNamespace,
        Set<Kind> configs,
        CommandSettings commands,
        Optional<String> pushSecret,
        Optional<ConsoleSettings> console) {

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final int HTTP_PORT = 8080;
    private static final int SHORTEST_SECRET = 16;

    Settings {
        watchNamespaces = Set.copyOf(watchNamespaces);
        configs = Set.copyOf(configs);
    }

    /**
     * Reads the environment variables.
     *
     * @param podNamespace the file in which Kubernetes says in which namespace the pod runs
     * @throws io.huidu.service.EnvironmentException with all problems
     */
    static Settings from(Environment environment, Path podNamespace) {
        Supplier<KafkaSettings> kafka = KafkaSettings.from(environment);
        Supplier<InetAddress> address = environment
                .of("HUIDU_HTTP_ADDRESS", "an address of this machine", Settings::address)
                .orElse(new InetSocketAddress(0).getAddress());
        Supplier<Integer> port = environment.port("HUIDU_HTTP_PORT").orElse(HTTP_PORT);
        Supplier<Set<String>> watched = environment
                .of("HUIDU_WATCH_NAMESPACES", "names of namespaces, separated by commas", Settings::namespaces)
                .orElse(Set.of());
        Supplier<Boolean> election = environment.flag("HUIDU_LEADER_ELECTION").orElse(true);
        Supplier<Optional<String>> namespace = environment
                .of("HUIDU_NAMESPACE", "the name of a namespace", Settings::namespace)
                .optional();
        Supplier<Boolean> secrets = environment.flag("HUIDU_READ_SECRETS").orElse(false);
        Supplier<Optional<String>> secret = environment
                .secret("HUIDU_PUSH_SECRET")
                .as("at least %d characters".formatted(SHORTEST_SECRET), Settings::secret)
                .optional();
        Supplier<CommandSettings> commands = CommandSettings.from(environment);
        Supplier<Optional<ConsoleSettings>> console = ConsoleSettings.from(environment);
        Supplier<Optional<String>> own = () -> namespace.get().or(() -> read(podNamespace));
        environment.verify();
        if (election.get() && own.get().isEmpty()) {
            environment.problem(
                    "HUIDU_NAMESPACE", "nothing", "the namespace of the Lease, or HUIDU_LEADER_ELECTION=false");
            environment.verify();
        }
        return new Settings(
                kafka.get(),
                new InetSocketAddress(address.get(), port.get()),
                watched.get(),
                own.get().filter(name -> election.get()),
                secrets.get() ? EnumSet.allOf(Kind.class) : Set.of(Kind.CONFIG_MAP),
                commands.get(),
                secret.get(),
                console.get());
    }

    private static Set<String> namespaces(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Settings::namespace)
                .collect(Collectors.toSet());
    }

    private static String namespace(String text) {
        if (!NAMESPACE.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /** A secret that can't be guessed within the time that somebody has. */
    private static String secret(String text) {
        if (text.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("too short");
        }
        return text;
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.isReadable(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }
}
