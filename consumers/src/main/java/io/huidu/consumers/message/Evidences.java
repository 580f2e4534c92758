package io.huidu.consumers.message;

import static io.huidu.consumers.message.Numbers.number;

import io.huidu.consumers.message.Message.Fact;
import io.huidu.events.Evidence;
import io.huidu.events.Judgement;
import io.huidu.events.MetricCheck;
import io.huidu.events.MetricKind;
import io.huidu.events.MetricReport;
import io.huidu.events.QueryReport;
import io.huidu.events.ReleaseState;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a verdict rests on, in facts: the metric that speaks most against the new version first. */
record Evidences(ReleaseState state, Judgement judgement) {

    private static final int MOST_METRICS = 6;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        harm().ifPresent(facts::add);
        judgement.metrics().stream()
                .sorted(Comparator.comparingDouble(Evidences::against).reversed())
                .limit(MOST_METRICS)
                .map(metric -> new Fact(metric.metric(), values(metric)))
                .forEach(facts::add);
        facts.add(new Fact("Judged", judged()));
        return facts;
    }

    /** Of which users took notice: requests that failed and would not have, had the old version answered them. */
    private Optional<Fact> harm() {
        return judgement.metrics().stream()
                .filter(metric ->
                        metric.kind() == MetricKind.ERRORS && metric.canary().requests() > 0)
                .map(metric -> metric.canary().bad()
                        - metric.canary().requests() * metric.baseline().rate())
                .max(Comparator.naturalOrder())
                .map(Math::round)
                .filter(requests -> requests > 0)
                .map(requests -> new Fact(
                        "Users harmed",
                        "about %s requests failed that %s would have answered"
                                .formatted(Numbers.count(requests), state.from())));
    }

    private String values(MetricReport metric) {
        return Stream.of(
                        metric.check().map(check -> checked(metric, check)).orElseGet(() -> compared(metric)),
                        metric.latency().stream()
                                .filter(shift -> shift.quantile() == 0.95)
                                .findFirst()
                                .map(shift -> "p95 %s ms, before %s ms"
                                        .formatted(number(shift.canaryMillis()), number(shift.baselineMillis())))
                                .orElse(""),
                        metric.regression().map(Evidences::evidence).orElse(""))
                .filter(part -> !part.isEmpty())
                .reduce("%s; %s"::formatted)
                .orElse("");
    }

    private String compared(MetricReport metric) {
        if (metric.kind() == MetricKind.QUERY) {
            return metric.query().map(this::averages).orElse("no numbers yet");
        }
        String slow = metric.badAboveMillis()
                .map(millis -> "slower than %s ms: ".formatted(number(millis)))
                .orElse("");
        String times = Numbers.times(metric.relativeRisk()).map("; "::concat).orElse("");
        return "%s%s %s, %s %s%s"
                .formatted(
                        slow,
                        state.to(),
                        Numbers.share(metric.canary()),
                        state.from(),
                        Numbers.share(metric.baseline()),
                        times);
    }

    private String averages(QueryReport query) {
        return "%s %s, %s %s, on average of %s intervals"
                .formatted(
                        state.to(),
                        number(query.canary()),
                        state.from(),
                        number(query.baseline()),
                        Numbers.count(query.intervals()));
    }

    private String checked(MetricReport metric, MetricCheck check) {
        String limit =
                check.limit().map(most -> ", limit " + value(metric, most)).orElse("");
        return "%s %s, %s %s%s (%s)"
                .formatted(
                        state.to(),
                        check.canary().map(x -> value(metric, x)).orElse("nothing"),
                        state.from(),
                        check.baseline().map(x -> value(metric, x)).orElse("not compared"),
                        limit,
                        check.result().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static String value(MetricReport metric, double x) {
        return metric.kind() == MetricKind.LATENCY ? number(x) + " ms" : Numbers.percent(x);
    }

    private static String evidence(Evidence evidence) {
        return "evidence %s (%s %s)"
                .formatted(
                        number(evidence.logE()),
                        number(evidence.bound()),
                        evidence.isReached() ? "is enough" : "would be enough");
    }

    private String judged() {
        return "at interval %s, %s to %s UTC"
                .formatted(
                        Numbers.count(judgement.interval()),
                        TIME.format(judgement.windowStart()),
                        TIME.format(judgement.windowEnd()));
    }

    private static double against(MetricReport metric) {
        return metric.regression()
                .map(evidence -> evidence.logE() - evidence.bound())
                .orElse(Double.NEGATIVE_INFINITY);
    }
}
