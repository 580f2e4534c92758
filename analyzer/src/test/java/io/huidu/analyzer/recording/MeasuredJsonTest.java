package io.huidu.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huidu.analyzer.statistics.LatencyHistogram;
import io.huidu.analyzer.verdict.Group;
import io.huidu.analyzer.verdict.VersionSample;
import io.huidu.events.MetricKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredJsonTest {

    private static final String LATENCY = """
            {"case": "a", "label": "AB", "kind": "latency", "fault": {"x": [1]}, "t": 1661140434.25, "v1_t": 3,
             "v1": {"n": 3, "err": 1, "latency_ms": [10, 20.5, 0]}, "v2": {"n": 0, "err": 0, "latency_ms": []}}
            """;

    @Test
    void readsALineWithDurations() throws UnreadableLineException {
        MeasuredLine line = read(LATENCY);

        assertThat(line.name()).isEqualTo("a");
        assertThat(line.label()).hasValue("AB");
        assertThat(line.kind()).isEqualTo(MetricKind.LATENCY);
        assertThat(line.at()).isEqualTo(Instant.parse("2022-08-22T03:53:54.250Z"));
        assertThat(line.baseline().requests()).isEqualTo(3);
        assertThat(line.baseline().errors()).isEqualTo(1);
        assertThat(line.baseline().latency().total()).isEqualTo(3);
        assertThat(line.baseline().latency().quantileBound(0.5)).isBetween(10.0, 10.2);
        assertThat(line.baseline().latency().quantileBound(1)).isBetween(20.5, 20.91);
        assertThat(line.canary().latency().total()).isZero();
    }

    @Test
    void readsALineOfErrorsWithoutLatencyAndLabel() throws UnreadableLineException {
        MeasuredLine line = read("{'case':'b','kind':'error','t':60,'v1':{'n':5,'err':0},'v2':{'n':4,'err':4}}");

        assertThat(line.label()).isEmpty();
        assertThat(line.kind()).isEqualTo(MetricKind.ERRORS);
        assertThat(line.canary()).isEqualTo(new VersionSample(4, 4, LatencyHistogram.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [10, 20]          | [1, 2, 4] | 7 | 1, 2, 4 | one count more than bounds: the last one is open
                    [10, 20]          | [1, 2]    | 7 | 1, 2, 4 | as many: what is left of n is slower
                    [10, 20, '+Inf']  | [1, 2, 4] | 7 | 1, 2, 4 | as many, and the last bound is infinite
                    [10, 20, null]    | [1, 2, 4] | 7 | 1, 2, 4 | the same, written otherwise
                    [10, 20, Infinity]| [1, 2, 4] | 7 | 1, 2, 4 | and again
                    [0, 10, 20]       | [1, 2]    | 3 | 0, 1, 2, 0 | one less: counts between neighbours
                    """)
    void readsHistograms(String bounds, String counts, long n, String expected, String why)
            throws UnreadableLineException {
        String version = "{'n':%d,'err':0,'hist_bounds_ms':%s,'hist':%s}".formatted(n, bounds, counts);

        LatencyHistogram histogram = read("{'case':'c','kind':'latency','t':0,'v1':%s,'v2':%s}"
                        .formatted(version, version))
                .canary()
                .latency();

        assertThat(IntStream.range(0, histogram.buckets()).mapToObj(i -> String.valueOf(histogram.count(i))))
                .as(why)
                .containsExactly(expected.split(", "));
        assertThat(histogram.upperBoundMillis(histogram.buckets() - 2)).isEqualTo(20);
    }

    @Test
    void readsPodsAndStrata() throws UnreadableLineException {
        String version = "{'n':5,'err':1,'pods':[{'name':'p','n':5,'err':1}],'strata':[{'name':'/','n':2,'err':0}]}";

        VersionSample read = read("{'case':'c','kind':'error','t':0,'v1':%s,'v2':%s}".formatted(version, version))
                .baseline();

        assertThat(read.pods()).containsExactly(new Group("p", 5, 1, LatencyHistogram.empty()));
        assertThat(read.strata()).containsExactly(new Group("/", 2, 0, LatencyHistogram.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'case':'c'                                   | line: no JSON object, at column 12: Unexpected end-of-input
                    [1]                                           | line: got a list, expected a JSON object
                    {'case':7}                                    | case: got '7', expected some text
                    {'kind':'latency'}                            | case: got nothing, expected this member
                    {'case':'c','kind':'speed'}                   | kind: got 'speed', expected latency or error
                    {'case':'c','kind':'error','t':'1'}           | t: got '1', expected a number
                    {'case':'c','kind':'error','t':1e300}         | t: got '1.0E300', expected seconds since 1970
                    {'case':'c','kind':'error','t':1}             | v1: got nothing, expected this member
                    {'v1':{'n':-1}}                               | v1.n: got '-1', expected a whole number from 0 to 1000000000000
                    {'v1':{'n':1.5}}                              | v1.n: got '1.5', expected a whole number from 0 to 1000000000000
                    {'v1':{'n':1000000000001}}                    | v1.n: got '1000000000001', expected a whole number from 0 to 1000000000000
                    {'v1':{'n':99999999999999999999}}             | v1.n: got '99999999999999999999', expected a whole number from 0 to 1000000000000
                    {'v1':{'n':1,'latency_ms':[-3]}}              | v1.latency_ms: got '-3', expected milliseconds, 0 or more
                    {'v1':{'n':1,'latency_ms':[NaN]}}             | v1.latency_ms: got 'NaN', expected milliseconds, 0 or more
                    {'v1':{'n':1,'latency_ms':['a']}}             | v1.latency_ms: got 'a', expected milliseconds, 0 or more
                    {'v1':{'n':1,'latency_ms':7}}                 | v1.latency_ms: got '7', expected a list of milliseconds
                    {'v1':{'hist_bounds_ms':[3,3]}}               | v1.hist_bounds_ms: got 3.0 after 3.0, expected bounds that increase
                    {'v1':{'numbers':{'m':'7'}}}                  | v1.numbers.m: got '7', expected a number
                    {'v1':{'numbers':[7]}}                        | v1.numbers: got a list, expected an object with numbers
                    {'v1':{'n':1},'v1':{'n':1}}                   | line: no JSON object, at column 19: Duplicate field 'v1'
                    """)
    void refusesAndSaysWhy(String line, String message) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(UnreadableLineException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {'err':0,'latency_ms':[]}                     | v1.n: got nothing, expected the number of requests
                    {'n':3,'latency_ms':[]}                       | v1.err: got nothing, expected 0 to n (3)
                    {'n':3,'err':4,'latency_ms':[]}               | v1.err: got '4', expected 0 to n (3)
                    {'n':1,'err':0,'latency_ms':[1,2]}            | v1.latency_ms: got 2 of them, expected at most n (1)
                    {'n':1,'err':0}                               | v1: got no latency, expected latency_ms, or hist and hist_bounds_ms
                    {'n':1,'err':0,'hist':[1]}                    | v1: got hist, expected either latency_ms, or hist and hist_bounds_ms
                    {'n':1,'err':0,'latency_ms':[],'hist':[1]}    | v1: got latency_ms and hist, expected either latency_ms, or hist and hist_bounds_ms
                    {'n':1,'err':0,'hist':[1],'hist_bounds_ms':[1,2,3]} | v1.hist: got 1 counts, expected one for each of the 3 bounds, or one more or less
                    """)
    void refusesAVersionThatIsNotWhole(String version, String message) {
        String line =
                "{'case':'c','kind':'latency','t':0,'v1':%s,'v2':{'n':0,'err':0,'latency_ms':[]}}".formatted(version);

        assertThatThrownBy(() -> read(line)).hasMessage(message);
    }

    @Test
    void tellsTheCaseOfALineWithoutReadingItAll() throws UnreadableLineException {
        assertThat(MeasuredJson.caseOf(bytes("{'x':[{'case':'inner'}],'case':'outer', broken")))
                .isEqualTo("outer");
        assertThatThrownBy(() -> MeasuredJson.caseOf(bytes("{'x':1}")))
                .hasMessage("case: got nothing, expected some text");
    }

    private static MeasuredLine read(String line) throws UnreadableLineException {
        return MeasuredJson.read(bytes(line));
    }

    private static byte[] bytes(String line) {
        return line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
