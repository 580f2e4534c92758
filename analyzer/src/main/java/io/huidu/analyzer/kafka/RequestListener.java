package io.huidu.analyzer.kafka;

import io.huidu.analyzer.analysis.Analyses;
import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.Command;
import io.huidu.events.CommandRefused;
import io.huidu.events.Envelope;
import io.huidu.events.ReleaseChanged;
import io.huidu.events.ReleaseKey;
import io.huidu.events.kafka.EventListener;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns the compacted topic of requests into what is to be analysed. While a partition is being read from its
 * beginning only the latest request of each release is kept; its releases are analysed from when all of it is read. A
 * partition that is taken away takes its releases with it.
 */
public final class RequestListener implements EventListener {

    private final Analyses analyses;
    private final Map<Integer, Map<ReleaseKey, AnalysisRequested>> unread = new TreeMap<>();
    private final Map<Integer, Set<ReleaseKey>> running = new TreeMap<>();
    private boolean joined;

    public RequestListener(Analyses analyses) {
        this.analyses = analyses;
    }

    @Override
    public synchronized void received(Envelope envelope, int partition) {
        switch (envelope.event()) {
            case AnalysisRequested request -> requested(request, partition);
            case AnalysisJudged other -> refuse(envelope);
            case ReleaseChanged other -> refuse(envelope);
            case CommandRefused other -> refuse(envelope);
            case Command other -> refuse(envelope);
        }
    }

    private void requested(AnalysisRequested request, int partition) {
        Map<ReleaseKey, AnalysisRequested> waiting = unread.get(partition);
        if (waiting == null) {
            start(request, partition);
        } else {
            waiting.put(request.release(), request);
        }
    }

    private static void refuse(Envelope envelope) {
        throw new IllegalArgumentException("type: got '%s', expected a request for an analysis"
                .formatted(envelope.type().type()));
    }

    @Override
    public synchronized void ended(ReleaseKey release, int partition) {
        Map<ReleaseKey, AnalysisRequested> waiting = unread.get(partition);
        if (waiting != null) {
            waiting.remove(release);
        }
        Set<ReleaseKey> started = running.get(partition);
        if (started != null && started.remove(release)) {
            analyses.end(release);
        }
    }

    @Override
    public synchronized void assigned(Set<Integer> partitions) {
        joined = true;
        partitions.forEach(partition -> unread.put(partition, new LinkedHashMap<>()));
    }

    @Override
    public synchronized void caughtUp(int partition) {
        Map<ReleaseKey, AnalysisRequested> waiting = unread.remove(partition);
        if (waiting != null) {
            waiting.values().forEach(request -> start(request, partition));
        }
    }

    @Override
    public synchronized void revoked(Set<Integer> partitions) {
        for (Integer partition : partitions) {
            unread.remove(partition);
            Set<ReleaseKey> releases = running.remove(partition);
            if (releases != null) {
                releases.forEach(analyses::end);
            }
        }
    }

    /** For {@code /readyz}: why not everything that is to be analysed here is known; empty when it is. */
    public synchronized Optional<String> problem() {
        if (!joined) {
            return Optional.of("no partition of the requests has been assigned yet");
        }
        return unread.isEmpty()
                ? Optional.empty()
                : Optional.of("still reading the requests of partition%s %s"
                        .formatted(unread.size() == 1 ? "" : "s", new TreeSet<>(unread.keySet())));
    }

    private void start(AnalysisRequested request, int partition) {
        running.computeIfAbsent(partition, p -> new HashSet<>()).add(request.release());
        analyses.request(request);
    }
}
