package io.huidu.analyzer.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the labels of an answer's series. Prometheus sorts its series, so that nearly all labels of one are those of the
 * one before: each label is made once, and the same object for all.
 */
final class LabelReader {

    private final Map<String, Map<String, Label>> known = new HashMap<>();
    private List<Label> before = List.of();

    /** Reads an object of texts that has just begun. */
    List<Label> read(JsonParser json) throws IOException {
        List<Label> labels = new ArrayList<>(before.size() + 1);
        QueryAnswer.expect(json, json.currentToken(), JsonToken.START_OBJECT);
        int likely = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            QueryAnswer.expect(json, json.nextToken(), JsonToken.VALUE_STRING);
            int at = indexBefore(name, likely);
            likely = at < 0 ? likely : at + 1;
            labels.add(at >= 0 && isText(before.get(at).value(), json) ? before.get(at) : known(name, json.getText()));
        }
        before = labels;
        return labels;
    }

    /** Where the series before has a label of a name, from an index on; below 0 where it hasn't. */
    private int indexBefore(String name, int from) {
        for (int i = from; i < before.size(); i++) {
            if (before.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private Label known(String name, String value) {
        return known.computeIfAbsent(name, n -> new HashMap<>()).computeIfAbsent(value, v -> Label.of(name, v));
    }

    private static boolean isText(String value, JsonParser json) throws IOException {
        int length = json.getTextLength();
        if (length != value.length()) {
            return false;
        }
        char[] text = json.getTextCharacters();
        int offset = json.getTextOffset();
        // What tells labels of one name apart is mostly at their ends.
        for (int i = length - 1; i >= 0; i--) {
            if (text[offset + i] != value.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
