package io.huidu.analyzer.cli;

import io.huidu.limits.InputLimit;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads lines, of plain or gzipped text: which of the two is told by the first bytes. Blank lines are passed over. */
final class LineReader implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    /** No line of a case comes near; one that does is no line but another kind of file. */
    private static final int MOST_BYTES = InputLimit.RECORDED_LINE.bytes();

    private final String name;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long number;

    LineReader(String name, InputStream raw) throws IOException {
        this.name = name;
        BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
        buffered.mark(2);
        int first = buffered.read() << 8 | buffered.read();
        buffered.reset();
        this.in = first == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER) : buffered;
    }

    /**
     * The next line that isn't blank; empty at the end.
     *
     * @throws IOException when there is no reading on; the message says where
     */
    Optional<NumberedLine> next() throws IOException {
        while (true) {
            Optional<byte[]> line = nextText();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (!isBlank(line.get())) {
                return Optional.of(new NumberedLine(name, number, line.get()));
            }
        }
    }

    private Optional<byte[]> nextText() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        number++;
        try {
            while (fill()) {
                int end = from;
                while (end < to && buffer[end] != '\n') {
                    end++;
                }
                line.write(buffer, from, end - from);
                from = Math.min(end + 1, to);
                if (end < to) {
                    return Optional.of(line.toByteArray());
                }
                if (line.size() > MOST_BYTES) {
                    throw new IOException("a line of more than %d MiB".formatted(MOST_BYTES >> 20));
                }
            }
        } catch (IOException e) {
            throw new IOException("%s:%d: can't be read on: %s".formatted(name, number, e.getMessage()), e);
        }
        return line.size() > 0 ? Optional.of(line.toByteArray()) : Optional.empty();
    }

    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(buffer));
        }
        return to > 0;
    }

    private static boolean isBlank(byte[] line) {
        for (byte one : line) {
            if (one > ' ' || one < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
