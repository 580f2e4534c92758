package io.huidu.shifter.authority;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.huidu.events.EventType;
import io.huidu.events.signing.SigningKeys;
import io.huidu.limits.InputLimit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jose4j.jwk.PublicJsonWebKey;

/** Reads who may command what where, with all problems at once. Keys are not shown in messages. */
final class ActorsJson {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final Set<String> FIELDS = Set.of("name", "namespaces", "verbs", "keys");
    private static final JsonMapper JSON = mapper();

    private final List<String> problems = new ArrayList<>();
    private final Map<String, Actor> byKey = new TreeMap<>();
    private final List<PublicJsonWebKey> keys = new ArrayList<>();

    private ActorsJson() {}

    /**
     * Reads a document.
     *
     * @throws InvalidActorsException with all its problems
     */
    static Actors read(String json) throws InvalidActorsException {
        ActorsJson reading = new ActorsJson();
        reading.document(json);
        if (!reading.problems.isEmpty()) {
            throw new InvalidActorsException(reading.problems);
        }
        return new Actors(reading.byKey, new SigningKeys(reading.keys));
    }

    private void document(String json) {
        try {
            JsonNode actors = JSON.readTree(json).path("actors");
            if (!actors.isArray()) {
                problems.add("actors: expected a list");
            }
            for (int i = 0; i < actors.size(); i++) {
                actor("actors[%d]".formatted(i), actors.get(i));
            }
        } catch (JsonProcessingException e) {
            problems.add("expected JSON (%s)"
                    .formatted(
                            e.getLocation() == null
                                    ? ""
                                    : "line " + e.getLocation().getLineNr()));
        }
    }

    private void actor(String path, JsonNode actor) {
        actor.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                problems.add("%s.%s: expected one of name, namespaces, verbs, keys".formatted(path, field));
            }
        });
        Set<EventType> verbs = verbs(path + ".verbs", actor.path("verbs"));
        Optional<Actor> read = tried(
                path,
                () -> new Actor(
                        actor.path("name").asText(),
                        namespaces(path + ".namespaces", actor.path("namespaces")),
                        verbs));
        JsonNode jwks = actor.path("keys");
        if (!jwks.isArray() || jwks.isEmpty()) {
            problems.add(path + ".keys: expected a list of public JSON Web Keys");
        }
        for (int i = 0; i < jwks.size(); i++) {
            String where = "%s.keys[%d]".formatted(path, i);
            JsonNode jwk = jwks.get(i);
            Optional<PublicJsonWebKey> key = tried(where, () -> SigningKeys.read(JSON.convertValue(jwk, OBJECT)));
            read.ifPresent(owner -> key.ifPresent(one -> add(where, one, owner)));
        }
    }

    private void add(String path, PublicJsonWebKey key, Actor owner) {
        if (byKey.putIfAbsent(key.getKeyId(), owner) != null) {
            problems.add("%s.kid: got '%s' again, expected another".formatted(path, key.getKeyId()));
        }
        keys.add(key);
    }

    private Namespaces namespaces(String path, JsonNode list) {
        return tried(path, () -> Namespaces.of(texts(path, list))).orElse(Namespaces.NONE);
    }

    private Set<EventType> verbs(String path, JsonNode list) {
        Set<EventType> verbs = EnumSet.noneOf(EventType.class);
        for (String verb : texts(path, list)) {
            if (verb.equals("*")) {
                verbs.addAll(Verbs.ALL.values());
                continue;
            }
            Verbs.parse(verb)
                    .ifPresentOrElse(
                            verbs::add,
                            () -> problems.add("%s: got '%s', expected * or some of %s"
                                    .formatted(path, verb, String.join(", ", Verbs.ALL.keySet()))));
        }
        return verbs;
    }

    private List<String> texts(String path, JsonNode list) {
        if (!list.isArray()
                || list.isEmpty()
                || !StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isTextual)) {
            problems.add(path + ": expected a list of texts that isn't empty");
            return List.of();
        }
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private <T> Optional<T> tried(String path, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (IllegalArgumentException e) {
            problems.add("%s: %s".formatted(path, e.getMessage()));
            return Optional.empty();
        }
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        mapper.getFactory().setStreamReadConstraints(InputLimit.FILE.constraints());
        return mapper;
    }
}
