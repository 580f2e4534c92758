package io.huidu.limits;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How large and how deep what others write may be, by the edge at which it comes in. What is more is refused there, in
 * the words of that edge: it is never read on, so nobody takes memory or a stack by sending much.
 */
public enum InputLimit {
    /** The value of a record on Kafka. A broker's default for a record is a little more. */
    EVENT(1_000_000, 32, 100_000),
    /** What Prometheus answers to one query, series by series. */
    PROMETHEUS_ANSWER(256 << 20, 32, 1 << 20),
    /** A line of a recording. */
    RECORDED_LINE(64 << 20, 32, 100_000),
    /** What a service says to the notifier; of more, the beginning is read. */
    SERVICE_ANSWER(512 << 10, 32, 512 << 10),
    /** What a registry tells of pushes. */
    PUSH(1 << 20, 32, 1 << 20),
    /** An annotation of an object in Kubernetes, which takes no more than this for all of them. */
    ANNOTATION(256 << 10, 64, 256 << 10),
    /** A file of settings, or with a secret. */
    FILE(1 << 20, 16, 1 << 20);

    private static final int LONGEST_NUMBER = 100;

    private final int bytes;
    private final int depth;
    private final int longestText;

    InputLimit(int bytes, int depth, int longestText) {
        this.bytes = bytes;
        this.depth = depth;
        this.longestText = longestText;
    }

    /** How large it may be. */
    public int bytes() {
        return bytes;
    }

    /** How deep it may be, and how long what it holds, for Jackson. */
    public StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxStringLength(longestText)
                .maxNumberLength(LONGEST_NUMBER)
                .build();
    }

    /** A mapper that keeps to the constraints. */
    public JsonMapper mapper() {
        return new JsonMapper(
                JsonFactory.builder().streamReadConstraints(constraints()).build());
    }

    /** All that a stream holds; empty when that is too large. */
    public Optional<byte[]> read(InputStream in) throws IOException {
        byte[] read = in.readNBytes(bytes + 1);
        return read.length > bytes ? Optional.empty() : Optional.of(read);
    }

    /**
     * What a file holds.
     *
     * @throws IOException also when it is too large, or no text in UTF-8
     */
    public String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] read = read(in).orElseThrow(() -> new IOException("it is larger than %d bytes".formatted(bytes)));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read))
                    .toString();
        }
    }
}
