package io.huidu.shifter.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Service;
import io.huidu.events.Reason;
import io.huidu.events.Weight;
import io.huidu.limits.InputLimit;
import io.huidu.shifter.route.RouteException;
import io.huidu.shifter.route.Split;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a Service remembers in its annotations: how its selector was found, and what was asked of it. */
final class Notes {

    /** Of the labels that Huidu writes into the selector, those that were there before it came. */
    static final String FOUND = "huidu.io/found";

    /** By version, the labels that lead to it alone. */
    static final String MARKS = "huidu.io/marks";

    /** By version, the weight that was asked for. */
    static final String WEIGHTS = "huidu.io/weights";

    private static final ObjectMapper JSON = InputLimit.ANNOTATION.mapper();

    private final Service service;

    Notes(Service service) {
        this.service = service;
    }

    boolean isEmpty() {
        return !annotations().containsKey(FOUND);
    }

    /**
     * What was found.
     *
     * @throws RouteException where that can't be read
     */
    Map<String, String> found() {
        return read(FOUND, new TypeReference<Map<String, String>>() {})
                .orElseThrow(() -> new RouteException(
                        Reason.ROUTE_UNREACHABLE,
                        "Service %s/%s: annotation %s: got '%s', expected the JSON that Huidu wrote; remove it to leave the selector as it is"
                                .formatted(
                                        service.getMetadata().getNamespace(),
                                        service.getMetadata().getName(),
                                        FOUND,
                                        annotations().get(FOUND))));
    }

    /** The labels of both versions; empty when they aren't noted. */
    Optional<Marks> marks(Split split) {
        return read(MARKS, new TypeReference<Map<String, Map<String, String>>>() {})
                .filter(marks -> marks.keySet()
                        .equals(Set.of(split.stable().version(), split.canary().version())))
                .map(marks -> new Marks(
                        Objects.requireNonNull(marks.get(split.stable().version())),
                        Objects.requireNonNull(marks.get(split.canary().version()))))
                .filter(marks -> marks.stable().keySet().equals(marks.canary().keySet()));
    }

    /** The canary's weight; empty when none between nothing and everything is noted. */
    Optional<Weight> weight(Split split) {
        return read(WEIGHTS, new TypeReference<Map<String, Integer>>() {})
                .map(weights -> weights.get(split.canary().version()))
                .filter(percent -> percent > 0 && percent < Weight.ALL.percent())
                .map(Weight::of);
    }

    /** Remembers what is asked and, unless that is remembered already, what was found. */
    void write(Split split, Marks marks, Weight weight) {
        Map<String, String> annotations = new TreeMap<>(annotations());
        annotations.putIfAbsent(FOUND, json(foundNow(marks)));
        annotations.put(
                MARKS,
                json(new TreeMap<>(Map.of(
                        split.stable().version(), new TreeMap<>(marks.stable()),
                        split.canary().version(), new TreeMap<>(marks.canary())))));
        annotations.put(
                WEIGHTS,
                json(new TreeMap<>(Map.of(
                        split.stable().version(), weight.rest().percent(),
                        split.canary().version(), weight.percent()))));
        service.getMetadata().setAnnotations(annotations);
    }

    private Map<String, String> foundNow(Marks marks) {
        Map<String, String> found = new TreeMap<>(Front.selector(service));
        found.keySet().retainAll(marks.keys());
        return found;
    }

    void forget() {
        Map<String, String> annotations = new TreeMap<>(annotations());
        annotations.keySet().removeAll(Set.of(FOUND, MARKS, WEIGHTS));
        service.getMetadata().setAnnotations(annotations);
    }

    /** Empty too where somebody made something else of it: it is then as if it had never been written. */
    private <T> Optional<T> read(String annotation, TypeReference<T> type) {
        try {
            return Optional.ofNullable(JSON.readValue(annotations().getOrDefault(annotation, "null"), type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of strings and numbers are JSON", e);
        }
    }

    private Map<String, String> annotations() {
        return Objects.requireNonNullElse(service.getMetadata().getAnnotations(), Map.of());
    }
}
