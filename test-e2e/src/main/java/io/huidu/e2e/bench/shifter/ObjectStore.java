package io.huidu.e2e.bench.shifter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/**
 * The objects of an API server in memory, found in constant time: fabric8's mock looks through all of them for each
 * request, and would be what is measured.
 */
final class ObjectStore {

    /** What happened to an object. */
    enum Change {
        ADDED,
        MODIFIED,
        DELETED
    }

    /** A collection is a path such as {@code apis/apps/v1/deployments}. */
    record Place(String collection, String namespace, String name) {}

    private record Listener(String collection, BiConsumer<Change, ObjectNode> told) {}

    private final Map<String, Map<Place, ObjectNode>> collections = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private long version = 1;

    Optional<ObjectNode> find(Place place) {
        return Optional.ofNullable(collection(place.collection()).get(place));
    }

    synchronized List<ObjectNode> list(String collection) {
        return new ArrayList<>(collection(collection).values());
    }

    synchronized long version() {
        return version;
    }

    /** Puts it there with the next resourceVersion; whoever listens is told before this returns. */
    synchronized ObjectNode put(Place place, ObjectNode object) {
        object.withObject("/metadata").put("resourceVersion", Long.toString(++version));
        Change change = collection(place.collection()).put(place, object) == null ? Change.ADDED : Change.MODIFIED;
        tell(place.collection(), change, object);
        return object;
    }

    synchronized boolean delete(Place place) {
        ObjectNode removed = collection(place.collection()).remove(place);
        if (removed != null) {
            ObjectNode last = removed.deepCopy();
            last.withObject("/metadata").put("resourceVersion", Long.toString(++version));
            tell(place.collection(), Change.DELETED, last);
        }
        return removed != null;
    }

    /** Tells what is newer than a version, and then everything that changes, until what is returned is run. */
    synchronized Runnable listen(String collection, long since, BiConsumer<Change, ObjectNode> told) {
        list(collection).stream()
                .filter(object -> object.at("/metadata/resourceVersion").asLong() > since)
                .forEach(object -> told.accept(Change.MODIFIED, object));
        Listener listener = new Listener(collection, told);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(String collection, Change change, ObjectNode object) {
        listeners.stream()
                .filter(listener -> listener.collection().equals(collection))
                .forEach(listener -> listener.told().accept(change, object));
    }

    private Map<Place, ObjectNode> collection(String name) {
        return collections.computeIfAbsent(name, any -> new ConcurrentHashMap<>());
    }
}
