package io.huidu.shifter.authority;

import io.huidu.limits.InputLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actors of a file, which is read again when it has changed. While it can't be read, or has problems, nobody is
 * known: a key that was taken out must not stay good because of a mistake beside it.
 */
public final class ActorsFile implements Supplier<Actors> {

    private static final Logger LOG = LoggerFactory.getLogger(ActorsFile.class);

    private final Path file;
    private Optional<Stamp> read = Optional.empty();
    private Actors actors = Actors.NOBODY;

    public ActorsFile(Path file) {
        this.file = file;
    }

    /** By which a changed file is told; a Kubernetes volume changes what its links lead to. */
    private record Stamp(Object time, Object key, long size) {

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(found.lastModifiedTime(), String.valueOf(found.fileKey()), found.size());
        }
    }

    /**
     * Reads a file once.
     *
     * @throws InvalidActorsException with all its problems
     */
    public static Actors read(Path file) throws InvalidActorsException {
        try {
            return ActorsJson.read(InputLimit.FILE.text(file));
        } catch (IOException e) {
            throw new InvalidActorsException(List.of("expected a readable file (%s)".formatted(e)));
        }
    }

    @Override
    public synchronized Actors get() {
        try {
            Stamp now = Stamp.of(file);
            if (!read.equals(Optional.of(now))) {
                actors = Actors.NOBODY;
                read = Optional.of(now);
                actors = read(file);
                LOG.info("{}: {} keys may sign commands", file, actors.byKey().size());
            }
        } catch (IOException e) {
            unusable(e.toString());
            read = Optional.empty();
        } catch (InvalidActorsException e) {
            unusable(String.valueOf(e.getMessage()));
        }
        return actors;
    }

    private void unusable(String why) {
        actors = Actors.NOBODY;
        LOG.error("{} can't be used, so no signature is known: {}", file, why);
    }
}
