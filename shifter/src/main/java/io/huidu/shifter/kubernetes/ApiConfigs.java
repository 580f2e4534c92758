package io.huidu.shifter.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.huidu.shifter.cluster.Cluster;
import io.huidu.shifter.reconcile.Configs;
import io.huidu.shifter.rollout.Config;
import io.huidu.shifter.rollout.Reference;
import io.huidu.shifter.rollout.Reference.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ConfigMaps and Secrets on the API server, each asked for at most once a minute, however many releases read it; those
 * that can't be read no more often. Nothing of them is kept but digests.
 *
 * <p>A Secret's digest is keyed with its {@code uid}, which only those know who may read the Secret: in the status it
 * gives nothing away, not even a short password to those who try out all.
 */
public final class ApiConfigs implements Configs {

    private static final Logger LOG = LoggerFactory.getLogger(ApiConfigs.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int MANY = 10_000;
    private static final String MISSING = "missing";

    private record Key(String namespace, Reference reference) {}

    private record Entry(Optional<String> digest, Instant at) {}

    private final Cluster cluster;
    private final Set<Kind> kinds;
    private final InstantSource clock;
    private final Map<Key, Entry> known = new ConcurrentHashMap<>();

    /** @param kinds which may be read; the others are never asked for */
    public ApiConfigs(Cluster cluster, Set<Kind> kinds, InstantSource clock) {
        this.cluster = cluster;
        this.kinds = Set.copyOf(kinds);
        this.clock = clock;
    }

    @Override
    public Config read(String namespace, Set<Reference> references) {
        forgetOld();
        Map<String, String> digests = new HashMap<>();
        references.stream()
                .filter(reference -> kinds.contains(reference.kind()))
                .forEach(reference -> digest(new Key(namespace, reference))
                        .ifPresent(digest -> digests.put(reference.toString(), digest)));
        return new Config(digests);
    }

    private void forgetOld() {
        if (known.size() > MANY) {
            known.values().removeIf(entry -> !isFresh(entry));
        }
    }

    private Optional<String> digest(Key key) {
        @Nullable Entry last = known.get(key);
        if (last != null && isFresh(last)) {
            return last.digest();
        }
        Entry entry = new Entry(ask(key), clock.instant());
        known.put(key, entry);
        return entry.digest();
    }

    private boolean isFresh(Entry entry) {
        return clock.instant().isBefore(entry.at().plus(FRESH));
    }

    private Optional<String> ask(Key key) {
        String name = key.reference().name();
        try {
            return Optional.of(
                    switch (key.reference().kind()) {
                        case CONFIG_MAP ->
                            cluster.find(ConfigMap.class, key.namespace(), name)
                                    .map(ApiConfigs::digest)
                                    .orElse(MISSING);
                        case SECRET ->
                            cluster.find(Secret.class, key.namespace(), name)
                                    .map(ApiConfigs::digest)
                                    .orElse(MISSING);
                    });
        } catch (KubernetesClientException e) {
            LOG.atDebug()
                    .addKeyValue("namespace", key.namespace())
                    .addKeyValue("object", key.reference())
                    .log("Not read, so its changes aren't noticed: HTTP {}", e.getCode());
            return Optional.empty();
        }
    }

    private static String digest(ConfigMap map) {
        return Digest.of(text(map.getData()) + text(map.getBinaryData()));
    }

    private static String digest(Secret secret) {
        return Digest.of(text(secret.getData()), secret.getMetadata().getUid());
    }

    /** With lengths, so that no two contents have one text. */
    private static String text(@Nullable Map<String, String> data) {
        StringBuilder text = new StringBuilder("{");
        new TreeMap<>(data == null ? Map.of() : data)
                .forEach((name, value) -> text.append(name)
                        .append(':')
                        .append(value.length())
                        .append(':')
                        .append(value));
        return text.append('}').toString();
    }
}
