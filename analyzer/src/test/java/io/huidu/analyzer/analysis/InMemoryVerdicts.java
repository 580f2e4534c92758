package io.huidu.analyzer.analysis;

import io.huidu.events.AnalysisJudged;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.EventType;
import io.huidu.events.Judgement;
import io.huidu.events.ReleaseKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

final class InMemoryVerdicts implements Verdicts {

    private final List<AnalysisJudged> told = new CopyOnWriteArrayList<>();

    @Override
    public void publish(AnalysisJudged judged, AnalysisRequested request) {
        told.add(judged);
    }

    List<Judgement> of(EventType type) {
        return told.stream()
                .filter(judged -> judged.type() == type)
                .map(AnalysisJudged::judgement)
                .toList();
    }

    List<Judgement> of(EventType type, ReleaseKey release) {
        return of(type).stream().filter(j -> j.release().equals(release)).toList();
    }

    Judgement last() {
        return told.getLast().judgement();
    }
}
