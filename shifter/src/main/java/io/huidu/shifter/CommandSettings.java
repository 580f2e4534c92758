package io.huidu.shifter;

import io.huidu.events.Envelope;
import io.huidu.events.signing.CommandSigner;
import io.huidu.service.Environment;
import io.huidu.shifter.authority.Actors;
import io.huidu.shifter.authority.ActorsFile;
import io.huidu.shifter.authority.Authority;
import io.huidu.shifter.authority.InvalidActorsException;
import io.huidu.shifter.authority.Namespaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Whose commands are done.
 *
 * @param actors the file that says who may command what where; empty for nobody
 * @param audience for which commands have to be signed
 * @param unsigned the namespaces in which commands are done that nobody signed
 * @param pushes signs the commands that follow from a registry's pushes; empty when they aren't
 */
record CommandSettings(Optional<Path> actors, String audience, Namespaces unsigned, Optional<CommandSigner> pushes) {

    private static final String ACTORS = "HUIDU_COMMAND_ACTORS_FILE";
    private static final String KEY = "HUIDU_PUSH_SIGNING_KEY";

    /** A registry tells again for a while, of the same time. */
    private static final Duration WINDOW_OF_PUSHES = Duration.ofHours(1);

    /** Reads the environment variables; all problems of the file are problems of the environment. */
    static Supplier<CommandSettings> from(Environment environment) {
        Supplier<Optional<Path>> actors =
                environment.of(ACTORS, "the path of a file of actors", Path::of).optional();
        environment
                .of(ACTORS, "the path of a file of actors", Path::of)
                .now()
                .ifPresent(file -> check(environment, file));
        Supplier<String> audience = environment.string("HUIDU_COMMAND_AUDIENCE").orElse("huidu");
        Supplier<Namespaces> unsigned = environment
                .of(
                        "HUIDU_UNSIGNED_COMMANDS",
                        "namespaces, separated by commas: names, beginnings like team-*, or *",
                        CommandSettings::namespaces)
                .orElse(Namespaces.NONE);
        Supplier<Optional<String>> key = environment
                .secret(KEY)
                .as("a private JSON Web Key with a kid", CommandSettings::key)
                .optional();
        return () -> new CommandSettings(
                actors.get(),
                audience.get(),
                unsigned.get(),
                key.get().map(jwk -> CommandSigner.of(jwk, audience.get(), WINDOW_OF_PUSHES)));
    }

    /** Who may do what, as the file says now. */
    Supplier<Authority> authority() {
        Supplier<Actors> known = actors.<Supplier<Actors>>map(ActorsFile::new).orElse(() -> Actors.NOBODY);
        return () -> new Authority(known.get(), audience, unsigned);
    }

    /** What is done to the commands that follow from pushes before they are sent. */
    UnaryOperator<Envelope> signing() {
        return pushes.<UnaryOperator<Envelope>>map(signer -> signer::sign).orElse(UnaryOperator.identity());
    }

    private static void check(Environment environment, Path file) {
        try {
            var unused = ActorsFile.read(file);
        } catch (InvalidActorsException e) {
            e.problems()
                    .forEach(problem ->
                            environment.problem(ACTORS, "'%s'".formatted(file), "a file without this: " + problem));
        }
    }

    private static Namespaces namespaces(String text) {
        return new Namespaces(
                Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet()));
    }

    private static String key(String jwk) {
        var unused = CommandSigner.of(jwk, "check", WINDOW_OF_PUSHES);
        return jwk;
    }
}
