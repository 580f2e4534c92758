package io.huidu.e2e.world;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be ended in reverse: what depends on a part was added after it. */
final class Parts implements AutoCloseable {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T part) {
        started.push(part);
        return part;
    }

    /** Ends all of them, whatever happens to one. */
    @Override
    public synchronized void close() {
        IllegalStateException failure = new IllegalStateException("not every part of the world ended well");
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) { // as AutoCloseable declares
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
