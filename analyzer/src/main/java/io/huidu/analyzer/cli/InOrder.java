package io.huidu.analyzer.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Does work on several threads and hands the results over in the order in which the work came, on the thread that brought
 * it. No more than some pieces of work per thread are held at a time.
 */
final class InOrder<R> implements AutoCloseable {

    private static final int AHEAD = 4;

    private final ExecutorService workers;
    private final int most;
    private final Consumer<R> results;
    private final Deque<Future<R>> pending = new ArrayDeque<>();

    InOrder(int threads, Consumer<R> results) {
        this.workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("judge-", 0).factory());
        this.most = AHEAD * threads;
        this.results = results;
    }

    void add(Callable<R> work) throws InterruptedException, ExecutionException {
        pending.add(workers.submit(work));
        if (pending.size() > most) {
            takeOne();
        }
    }

    /** Waits for all that is under way. */
    void finish() throws InterruptedException, ExecutionException {
        while (!pending.isEmpty()) {
            takeOne();
        }
    }

    private void takeOne() throws InterruptedException, ExecutionException {
        results.accept(pending.remove().get());
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
