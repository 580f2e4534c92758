package io.huidu.analyzer.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.huidu.analyzer.counting.NativeHistogram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a native histogram of the query API: a pair of the time and an object with its count and its buckets, each of
 * these an array of the rule of its bounds, both bounds and its count
 * (https://prometheus.io/docs/prometheus/latest/querying/api/#native-histograms).
 */
final class HistogramAnswer {

    private HistogramAnswer() {}

    static NativeHistogram read(JsonParser json) throws IOException {
        long at = QueryAnswer.time(json);
        double count = 0;
        List<NativeHistogram.Bucket> buckets = new ArrayList<>();
        QueryAnswer.expect(json, json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "count" -> count = QueryAnswer.value(json.getText());
                case "buckets" -> {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        buckets.add(bucket(json));
                    }
                }
                default -> json.skipChildren();
            }
        }
        QueryAnswer.expect(json, json.nextToken(), JsonToken.END_ARRAY);
        return new NativeHistogram(at, count, buckets);
    }

    private static NativeHistogram.Bucket bucket(JsonParser json) throws IOException {
        QueryAnswer.expect(json, json.currentToken(), JsonToken.START_ARRAY);
        json.nextToken();
        double lower = QueryAnswer.value(json.nextTextValue());
        double upper = QueryAnswer.value(json.nextTextValue());
        double count = QueryAnswer.value(json.nextTextValue());
        QueryAnswer.expect(json, json.nextToken(), JsonToken.END_ARRAY);
        return new NativeHistogram.Bucket(lower, upper, count);
    }
}
