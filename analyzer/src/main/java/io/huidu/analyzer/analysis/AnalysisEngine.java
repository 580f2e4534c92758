package io.huidu.analyzer.analysis;

import io.huidu.events.AnalysisRequested;
import io.huidu.events.ReleaseKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Analyses every requested release until it is ended. Each release is looked at by one thread at a time and on its own
 * schedule.
 *
 * <p>There are two lanes. Looks that only need the latest samples are taken together, as many as are due, and what they
 * need is fetched together. Whatever takes longer or can't be shared, such as building evidence from a release's
 * beginning, is done alone, so that one whose measurements take long delays no other, as long as there are threads left.
 *
 * <p>Where many begin at once, as after the end of another analyzer, they are looked at together first, and their whole
 * evidence is built one after the other: first of those whose last minutes look like harm.
 */
public final class AnalysisEngine implements Analyses, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnalysisEngine.class);

    /** More save hardly a query, and make those wait that are looked at last. */
    private static final int MOST_TOGETHER = 64;

    /** One set of looks is judged while the samples of another one come. */
    private static final int THREADS_TOGETHER = 2;

    private final AnalysisPorts ports;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("analysis-timer").daemon().factory());
    private final Schedule together = new Schedule(timer);
    private final Schedule alone = new Schedule(timer);
    private final ExecutorService workers = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("analysis-", 0).daemon().factory());
    private final Map<ReleaseKey, AnalysisLoop> loops = new ConcurrentHashMap<>();

    /** A lane's work, again and again. */
    private interface Lane {
        void look() throws InterruptedException;
    }

    /**
     * @param threads how many releases can be looked at alone at the same time
     */
    public AnalysisEngine(AnalysisPorts ports, int threads) {
        this.ports = ports;
        timer.setRemoveOnCancelPolicy(true);
        // One builds evidence however much there is to look at, so that it is built in the end.
        workers.execute(() -> run(this::lookAlone));
        for (int i = 1; i < threads; i++) {
            workers.execute(() -> run(this::lookWhereNeeded));
        }
        for (int i = 0; i < THREADS_TOGETHER; i++) {
            workers.execute(() -> run(this::lookTogether));
        }
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
            ports.observer().ended(release);
        }
        ports.observer().running(loops.size());
    }

    /** Stops looking. A look that is under way says nothing any more. */
    @Override
    public void close() {
        loops.keySet().forEach(this::end);
        timer.shutdownNow();
        workers.shutdownNow();
    }

    private static void run(Lane lane) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                lane.look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookWhereNeeded() throws InterruptedException {
        if (together.isCrowded(MOST_TOGETHER)) {
            lookTogether();
        } else {
            lookAlone();
        }
    }

    private void lookAlone() throws InterruptedException {
        begun(alone.take(1)).forEach(loop -> loop.look(now(), ports.measurements(), Reach.WHOLE));
    }

    private void lookTogether() throws InterruptedException {
        List<AnalysisLoop> due = begun(together.take(MOST_TOGETHER));
        Instant now = now();
        Measurements fetched = fetched(due, now);
        due.forEach(loop -> loop.look(now, fetched, Reach.LATELY));
    }

    private static List<AnalysisLoop> begun(List<AnalysisLoop> taken) {
        return taken.stream().filter(AnalysisLoop::begin).toList();
    }

    /** A defect here costs the sharing, and no look. */
    private Measurements fetched(List<AnalysisLoop> due, Instant now) {
        try {
            return ports.measurements()
                    .ahead(due.stream()
                            .flatMap(loop -> loop.question(now).stream())
                            .toList());
        } catch (RuntimeException | Error e) {
            ports.observer().failed();
            LOG.error("Measurements can't be fetched together", e);
            return ports.measurements();
        }
    }

    private Instant now() {
        return AnalysisRun.lookedAt(ports.clock());
    }

    private AnalysisLoop newLoop(AnalysisRequested request) {
        return new AnalysisLoop(
                request,
                new AnalysisRun(request, ports),
                ports.observer(),
                ports.clock(),
                new AnalysisLoop.Lanes(together, alone));
    }
}
