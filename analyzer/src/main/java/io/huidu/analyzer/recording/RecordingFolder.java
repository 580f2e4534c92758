package io.huidu.analyzer.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of recordings that grows to a number of bytes. Only files of its own ending are counted and removed. */
final class RecordingFolder {

    private static final String ENDING = ".recording.jsonl";

    private final Path folder;
    private final long mostBytes;

    RecordingFolder(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /** Begins a file, or goes on with one on a new line, whatever its last writer has left there. */
    synchronized void begin(String name, byte[] line) throws IOException {
        Files.createDirectories(folder);
        Path file = file(name);
        makeRoom(line.length + 1, file);
        if (Files.exists(file)) {
            Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
        }
        Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /**
     * Goes on with a file.
     *
     * @throws NoSuchFileException when it isn't there any more, since it would lack its beginning
     */
    synchronized void append(String name, byte[] line) throws IOException {
        makeRoom(line.length, file(name));
        Files.write(file(name), line, StandardOpenOption.APPEND);
    }

    private Path file(String name) {
        return folder.resolve(name + ENDING);
    }

    private void makeRoom(long bytes, Path keep) throws IOException {
        List<Recorded> oldestFirst = recordings();
        long used = oldestFirst.stream().mapToLong(Recorded::bytes).sum();
        for (Recorded recorded : oldestFirst) {
            if (used + bytes > mostBytes && !recorded.file.equals(keep)) {
                Files.deleteIfExists(recorded.file);
                used -= recorded.bytes;
            }
        }
        if (used + bytes > mostBytes) {
            throw new IOException(
                    "the folder of recordings is full: one more line would make it %d bytes, %d are allowed"
                            .formatted(used + bytes, mostBytes));
        }
    }

    private record Recorded(Path file, long bytes, FileTime modified) {}

    private List<Recorded> recordings() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Stream.Builder<Recorded> found = Stream.builder();
            for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).toList()) {
                found.add(new Recorded(file, Files.size(file), Files.getLastModifiedTime(file)));
            }
            return found.build()
                    .sorted(Comparator.comparing(Recorded::modified))
                    .toList();
        }
    }
}
