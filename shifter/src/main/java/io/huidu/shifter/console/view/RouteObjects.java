package io.huidu.shifter.console.view;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The objects that split the traffic. */
public record RouteObjects(List<RouteObject> objects) {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    /** One of them. */
    public record RouteObject(String apiVersion, String kind, String name, boolean exists, Optional<String> yaml) {

        /** One that was read: without what only tools read. Changes the object. */
        public static RouteObject of(HasMetadata object) {
            ObjectMeta meta = object.getMetadata();
            meta.setManagedFields(null);
            Map<String, String> annotations =
                    new TreeMap<>(Optional.ofNullable(meta.getAnnotations()).orElse(Map.of()));
            annotations.remove(LAST_APPLIED);
            meta.setAnnotations(annotations);
            return new RouteObject(
                    object.getApiVersion(),
                    object.getKind(),
                    meta.getName(),
                    true,
                    Optional.of(Serialization.asYaml(object)));
        }

        /** One that isn't there. */
        public static RouteObject absent(String apiVersion, String kind, String name) {
            return new RouteObject(apiVersion, kind, name, false, Optional.empty());
        }
    }
}
