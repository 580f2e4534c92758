package io.huidu.limits;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The body of an HTTP answer that has to come within a time: a request's own timeout ends with the answer's first byte.
 * Who still reads after that gets an {@link IOException}.
 */
public final class TimedInputStream extends FilterInputStream {

    private final Future<?> cutOff;

    public TimedInputStream(InputStream in, Duration patience) {
        super(in);
        this.cutOff = CompletableFuture.runAsync(
                () -> cutOff(in), CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() throws IOException {
        cutOff.cancel(false);
        super.close();
    }

    private static void cutOff(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
