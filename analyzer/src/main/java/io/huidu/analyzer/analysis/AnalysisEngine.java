package io.huidu.analyzer.analysis;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.ReleaseKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * Analyses every requested release until it is ended. Each release is looked at by one thread at a time and on its own
 * schedule, so that one whose measurements take long delays no other, as long as there are threads left.
 */
public final class AnalysisEngine implements Analyses, AutoCloseable {

    private final AnalysisPorts ports;
    private final ScheduledThreadPoolExecutor workers;
    private final Map<ReleaseKey, AnalysisLoop> loops = new ConcurrentHashMap<>();

    /**
     * @param threads how many releases can be looked at at the same time
     */
    public AnalysisEngine(AnalysisPorts ports, int threads) {
        this.ports = ports;
        this.workers = new ScheduledThreadPoolExecutor(
                threads, Thread.ofPlatform().name("analysis-", 0).daemon().factory());
        workers.setRemoveOnCancelPolicy(true);
        workers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void request(AnalysisRequested request) {
        loops.compute(request.release(), (release, running) -> {
            AnalysisLoop loop = running == null ? newLoop(request) : running;
            loop.ask(request);
            return loop;
        });
        ports.observer().running(loops.size());
    }

    @Override
    public void end(ReleaseKey release) {
        AnalysisLoop loop = loops.remove(release);
        if (loop != null) {
            loop.end();
        }
        ports.observer().running(loops.size());
    }

    /** Stops looking. A look that is under way says nothing any more. */
    @Override
    public void close() {
        loops.keySet().forEach(this::end);
        workers.shutdownNow();
    }

    private AnalysisLoop newLoop(AnalysisRequested request) {
        return new AnalysisLoop(request, new AnalysisRun(request, ports), ports.observer(), ports.clock(), workers);
    }
}
