package io.huidu.events.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huidu.events.AnalysisRequested;
import io.huidu.events.EventType;
import io.huidu.events.Exposure;
import io.huidu.events.JudgePlan;
import io.huidu.events.LatencyStatistic;
import io.huidu.events.StratifyBy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgePlanJsonTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final EventJson json = new EventJson();

    @Test
    void aPlanFromBeforeThereWasAChoiceMeansTheSequentialJudge() throws Exception {
        ObjectNode request = example();
        ((ObjectNode) request.path("plan")).remove("judge");

        assertThat(read(request).plan().judge()).isEqualTo(JudgePlan.SEQUENTIAL);
    }

    @Test
    void anExplicitNullIsNoChoice() throws IOException {
        ObjectNode request = example();
        ((ObjectNode) request.path("plan")).putNull("judge");

        assertThatThrownBy(() -> read(request)).hasMessageStartingWith("data.plan.judge: ");
    }

    @Test
    void aPlanFromBeforeThereWereStrataComparesAllRequestsTogether() throws Exception {
        ObjectNode request = example();
        ((ObjectNode) request.path("plan")).remove("stratifyBy");

        assertThat(read(request).plan().stratifyBy()).isEqualTo(StratifyBy.NOTHING);
    }

    @Test
    void aStepFromBeforeThereWereMirrorsAndMatchesSharesByWeight() throws Exception {
        ObjectNode request = example();
        request.path("exposures").forEach(exposure -> ((ObjectNode) exposure).remove("share"));

        assertThat(read(request).exposures()).extracting(Exposure::share).containsOnly(Exposure.Share.BY_WEIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"['uri','uri']", "['status']", "['a-b']", "['']", "['a','b','c','d','e']"})
    void refusesLabelsThatAreNotFitToStratifyBy(String labels) throws IOException {
        ObjectNode request = example();
        ((ObjectNode) request.path("plan")).set("stratifyBy", JSON.readTree(labels.replace('\'', '"')));

        assertThatThrownBy(() -> read(request))
                .hasMessageStartingWith("data.plan.stratifyBy: analysis.stratifyBy: got");
    }

    @Test
    void onlyTheSequentialJudgeHasStrata() throws IOException {
        ObjectNode request =
                withJudge("{'kind':'threshold','minSuccessRate':0.99,'latency':'p99','maxLatencyMillis':500,"
                        + "'rule':{'kind':'flagger','threshold':1}}");
        ((ObjectNode) request.path("plan")).putArray("stratifyBy").add("uri");

        assertThatThrownBy(() -> read(request))
                .hasMessage("data.plan: analysis.stratifyBy: got '[uri]', expected none but for the sequential judge");
    }

    @Test
    void readsWhichJudgeIsNamed() throws Exception {
        String judge = "{'kind':'mann-whitney','pass':95,'marginal':75,'lifetime':'PT1H','analysisInterval':'PT10M',"
                + "'allowedIncrease':1.1,'latency':'mean'}";

        assertThat(read(withJudge(judge)).plan().judge())
                .isEqualTo(new JudgePlan.MannWhitney(
                        95,
                        75,
                        Duration.ofHours(1),
                        Duration.ofMinutes(10),
                        Optional.empty(),
                        1.1,
                        LatencyStatistic.MEAN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                    | data.plan.judge: ",
                "{'kind':'oracle'}                                     | data.plan.judge: ",
                "{'kind':'threshold','minSuccessRate':2,'latency':'p99','maxLatencyMillis':5,'rule':{'kind':'flagger','threshold':1}} | data.plan.judge: judge.minSuccessRate: got '2.0', expected 0 to 1",
                "{'kind':'threshold','minSuccessRate':1,'latency':'p99','maxLatencyMillis':0,'rule':{'kind':'flagger','threshold':1}} | data.plan.judge: judge.maxLatencyMillis: got '0.0', expected more than 0",
                "{'kind':'threshold','minSuccessRate':1,'latency':'p99','maxLatencyMillis':5,'rule':{'kind':'flagger','threshold':0}} | data.plan.judge.rule: judge.rule.threshold: got '0', expected 1 or more",
                "{'kind':'threshold','minSuccessRate':1,'latency':'p99','maxLatencyMillis':5,'rule':{'kind':'argo','failureLimit':-1,'consecutiveErrorLimit':4}} | data.plan.judge.rule: judge.rule.failureLimit: got '-1', expected 0 or more",
                "{'kind':'threshold','minSuccessRate':1,'latency':'p99','maxLatencyMillis':5,'rule':{'kind':'argo','failureLimit':1,'count':0,'consecutiveErrorLimit':4}} | data.plan.judge.rule: judge.rule.count: got '0', expected 1 or more",
                "{'kind':'mann-whitney','pass':50,'marginal':75,'lifetime':'PT1H','analysisInterval':'PT10M','allowedIncrease':1.1,'latency':'mean'} | data.plan.judge: judge.marginal: got '75.0', expected 0 to 50.0, the pass",
                "{'kind':'mann-whitney','pass':50,'marginal':25,'lifetime':'PT1H','analysisInterval':'PT2H','allowedIncrease':1.1,'latency':'mean'} | data.plan.judge: judge.analysisInterval: got 'PT2H', expected more than 0s, at most the lifetime PT1H",
                "{'kind':'mann-whitney','pass':50,'marginal':25,'lifetime':'PT0S','analysisInterval':'PT2H','allowedIncrease':1.1,'latency':'mean'} | data.plan.judge: judge.lifetime: got 'PT0S', expected more than 0s",
                "{'kind':'mann-whitney','pass':50,'marginal':25,'lifetime':'PT1H','analysisInterval':'PT1H','allowedIncrease':0.9,'latency':'mean'} | data.plan.judge: judge.allowedIncrease: got '0.9', expected 1 or more",
            })
    void saysWhatIsWrongWithAJudge(String judge, String reason) throws IOException {
        ObjectNode request = withJudge(judge);

        assertThatThrownBy(() -> read(request))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        unreadable -> assertThat(unreadable.reason())
                                .startsWith(reason)
                                .doesNotContain("jackson", "through reference"));
    }

    private AnalysisRequested read(ObjectNode request) throws IOException, UnreadableException {
        return (AnalysisRequested) json.read(EventType.ANALYSIS_REQUESTED, JSON.writeValueAsBytes(request));
    }

    private static ObjectNode withJudge(String judge) throws IOException {
        ObjectNode request = example();
        ObjectNode plan = (ObjectNode) request.path("plan");
        plan.set("judge", JSON.readTree(judge.replace('\'', '"')));
        plan.remove("stratifyBy");
        return request;
    }

    /** The data of the published example. */
    private static ObjectNode example() throws IOException {
        try (InputStream example = EventType.class.getResourceAsStream("schemas/examples/analysis.requested.v1.json")) {
            return (ObjectNode) JSON.readTree(example).path("data");
        }
    }
}
